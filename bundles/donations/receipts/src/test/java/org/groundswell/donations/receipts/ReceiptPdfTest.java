package org.groundswell.donations.receipts;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.groundswell.donations.api.Donation;
import org.junit.Test;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.parser.PdfTextExtractor;

public class ReceiptPdfTest {
    private final TestPages pages = new TestPages();

    @Test
    public void itSaysWhoGaveHowMuchAndWhatFor() throws Exception {
        Donation gift = Gifts.of("en", "Zoë Šimůnková", "z@example.org", true);
        String text = text(gift, "en");
        for (String each : new String[] {"Higher Ground", "Donation receipt", "€25.00", "every month",
            "Delta flood appeal", "21 November 2026", "Zoë Šimůnková", gift.pledge().id().toString(),
            "Registered charity"}) {
            assertTrue(each + " in " + text, text.contains(each) || each.equals("21 November 2026")
                    && text.contains("November 21, 2026"));
        }
    }

    @Test
    public void aTestIsNoReceiptAndSaysSo() throws Exception {
        String text = text(Gifts.test("en"), "en-test");
        assertTrue(text, text.contains("This was a test: no money moved"));
        assertFalse(text, text.contains("received in full"));
        assertTrue(text(Gifts.test("nl"), "nl-test").contains("Dit was een test"));
        assertFalse(text(Gifts.of("en", "Anna", "a@example.org", false), "en").contains("test"));
    }

    @Test
    public void theSitesOwnWordsCome() throws Exception {
        assertTrue(text(Gifts.of("nl", "Anna", "a@example.org", false), "nl").contains("namens iedereen"));
    }

    @Test
    public void arabicLettersAreJoined() throws Exception {
        String text = text(Gifts.of("ar", "ليلى", "l@example.org", false), "ar");
        assertFalse("no letter stands for itself: " + text, text.chars().anyMatch(each -> each == 'ع' || each == 'ب'));
        assertTrue("numbers stay in their order: " + text, text.contains("90 1998 23"));
        assertTrue("its forms do", text.chars().anyMatch(each -> each >= 0xFE70 && each <= 0xFEFF));
    }

    @Test
    public void aLanguageTheSiteNoLongerSpeaksIsItsDefault() throws Exception {
        assertTrue(text(Gifts.of("fr", "Anna", "a@example.org", false), "fr").contains("Donation receipt"));
    }

    private String text(Donation gift, String name) throws Exception {
        byte[] pdf = new ReceiptPdf().of(gift, new ReceiptTexts(pages, gift));
        Path folder = Files.createDirectories(Path.of("target/receipts"));
        Files.write(folder.resolve(name + ".pdf"), pdf);
        try (var reader = new PdfReader(pdf)) {
            assertEquals(1, reader.getNumberOfPages());
            return new PdfTextExtractor(reader).getTextFromPage(1);
        }
    }
}
