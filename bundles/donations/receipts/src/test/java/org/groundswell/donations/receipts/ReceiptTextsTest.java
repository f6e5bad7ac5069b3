package org.groundswell.donations.receipts;

import static org.junit.Assert.assertEquals;

import java.util.Map;
import org.junit.Test;

public class ReceiptTextsTest {

    @Test
    public void anAmountHasTheDecimalsOfItsCurrency() {
        assertEquals("KWD12.345", amount("en", "KWD 12.345"));
        assertEquals("KWD\u00a012,345", amount("nl", "KWD 12.345"));
        assertEquals("¥1,000", amount("en", "JPY 1000"));
        assertEquals("JP¥\u00a01.000", amount("nl", "JPY 1000"));
        assertEquals("€25.00", amount("en", "EUR 25"));
        assertEquals("\u200f12.50\u00a0€", amount("ar", "EUR 12.50"));
    }

    @Test
    public void aCampaignMayHaveWordsOfItsOwn() {
        var pages = new TestPages(Map.of("en receipt.number", "No.", "en receipt.flood.number", "Delta no."));
        assertEquals("Delta no.", new ReceiptTexts(pages, Gifts.of("en", "EUR 25")).text("number"));
        assertEquals("Bedankt namens iedereen in de delta.",
                new ReceiptTexts(pages, Gifts.of("nl", "EUR 25")).text("thanks"));
        assertEquals("Delta flood appeal", new ReceiptTexts(pages, Gifts.of("en", "EUR 25")).campaign());
    }

    private static String amount(String language, String amount) {
        return new ReceiptTexts(new TestPages(), Gifts.of(language, amount)).amount();
    }
}
