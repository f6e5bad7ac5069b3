package org.groundswell.donations.receipts;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Set;
import org.groundswell.donations.api.choices.PaymentChoices.Choice;
import org.groundswell.donations.api.leases.SoleHolder;
import org.groundswell.testing.SetClock;
import org.junit.Test;

public class ReceiptTextsTest {

    @Test
    public void anAmountHasTheDecimalsOfItsCurrency() {
        assertEquals("KWD\u00a012.345", amount("en", "KWD 12.345"));
        assertEquals("KWD\u00a012,345", amount("nl", "KWD 12.345"));
        assertEquals("¥1,000", amount("en", "JPY 1000"));
        assertEquals("JP¥\u00a01.000", amount("nl", "JPY 1000"));
        assertEquals("€25.00", amount("en", "EUR 25"));
        assertEquals("\u200f12.50\u00a0€", amount("ar", "EUR 12.50"));
    }

    @Test
    public void aCampaignMayHaveWordsOfItsOwn() {
        var pages = new TestPages();
        pages.say("en", "receipt.number", "No.");
        pages.say("en", "receipt.flood.number", "Delta no.");
        assertEquals("Delta no.", new ReceiptTexts(pages, Gifts.of("en", "EUR 25")).text("number"));
        assertEquals("Bedankt namens iedereen in de delta.",
                new ReceiptTexts(pages, Gifts.of("nl", "EUR 25")).text("thanks"));
        assertEquals("Delta flood appeal", new ReceiptTexts(pages, Gifts.of("en", "EUR 25")).campaign().text());
    }

    @Test
    public void aReceiptIsInOneLanguageThatHasAllOfItsTexts() {
        assertEquals("en", language("fr", new TestPages("fr")));
        assertEquals("the site's first language", "nl", language("fr", new TestPages("nl", "fr")));
        assertEquals("a kind of Dutch", "nl-BE", language("nl-BE", new TestPages("fr", "nl-BE")));
        var french = new TestPages("nl", "fr");
        List<String> keys = List.copyOf(ProgramTexts.keys());
        keys.subList(1, keys.size()).forEach(key -> french.say("fr", "receipt." + key, "mot"));
        assertEquals("all but one", "nl", language("fr", french));
        french.say("fr", "receipt." + keys.getFirst(), "mot");
        assertEquals("all", "fr", language("fr", french));
    }

    @Test
    public void whatOnlyTheSiteCanSayIsMarkedWithItsLanguage() {
        var pages = new TestPages("fr");
        pages.say("fr", "campaign.flood.title", "Urgence inondations");
        pages.say("fr", "footer.line", "Association reconnue");
        var texts = new ReceiptTexts(pages, Gifts.of("fr", "EUR 25"));
        assertEquals(List.of(new Words("Urgence inondations", "fr"), new Words("Association reconnue", "fr")),
                List.of(texts.campaign(), texts.registration()));
        pages.say("fr", "receipt.registration", "RNA W123");
        assertEquals("RNA W123", texts.registration().text());
    }

    @Test
    public void theSiteIsToldWhatTheProgramHasNoWordsFor() {
        var delivery = new MailDelivery(TestConfig.mail(25));
        for (String language : List.of("en", "nl", "ar", "nl-BE", "en-GB", "ar-EG")) {
            assertEquals(language, Set.of(), delivery.textsOfSite(language));
        }
        Set<String> french = delivery.textsOfSite("fr");
        assertTrue(french.toString(), french.containsAll(Set.of("receipt.title", "receipt.signature")));
        assertFalse("a gateway may go without", french.contains("receipt.way.stripe"));
    }

    @Test
    public void theWayOfPaymentIsWhatTheSiteElseTheProgramElseTheFormSays() {
        var pages = new TestPages();
        var book = new TestBook();
        var issuing = new Issuing(new LeasedSending(new SoleHolder(), book), pages, (language, _) -> List.of(new Choice("sandbox", "Test " + language, true)),
                new SetClock(Gifts.AT));
        assertEquals("Test nl", issuing.of(book.owes(Gifts.paidBy("sandbox"), Gifts.AT)).orElseThrow().way());
        assertEquals("Kaart (Stripe)", issuing.of(book.owes(Gifts.paidBy("stripe"), Gifts.AT)).orElseThrow().way());
        assertEquals("gone since", "cash", issuing.of(book.owes(Gifts.paidBy("cash"), Gifts.AT)).orElseThrow().way());
        pages.say("nl", "receipt.way.sandbox", "Om te oefenen");
        assertEquals("Om te oefenen", issuing.of(book.owes(Gifts.paidBy("sandbox"), Gifts.AT)).orElseThrow().way());
    }

    private static String language(String language, TestPages pages) {
        return new ReceiptTexts(pages, Gifts.of(language, "EUR 25")).language();
    }

    private static String amount(String language, String amount) {
        return new ReceiptTexts(new TestPages(), Gifts.of(language, amount)).amount();
    }
}
