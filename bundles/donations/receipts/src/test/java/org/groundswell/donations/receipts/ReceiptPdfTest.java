package org.groundswell.donations.receipts;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.Donor;
import org.junit.Test;
import org.openpdf.text.pdf.PdfName;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.parser.PdfTextExtractor;

public class ReceiptPdfTest {
    private final TestPages pages = new TestPages();

    @Test
    public void itSaysWhoGaveHowMuchAndWhatFor() throws Exception {
        Donation gift = Gifts.of("en", "Zoë Šimůnková", "z@example.org", true);
        String text = text(gift, "en");
        for (String each : new String[] {"Higher Ground", "Donation receipt", "2026-000123", "€25.00 every month",
            "Delta flood appeal", "November 21, 2026", "Test payment", "Zoë Šimůnková", "November 22, 2026",
            "Registered charity", "On behalf of Higher Ground"}) {
            assertTrue(each + " in " + text, text.contains(each));
        }
        assertFalse("nothing but the number", text.contains(gift.pledge().id().toString()));
    }

    @Test
    public void theAddressStandsBehindTheName() throws Exception {
        Donation gift = Gifts.by("nl", new Donor("Anna de Vries", "a@example.org", "", false, "Kade 1\n\n2312 AB Leiden"));
        assertTrue(text(gift, "nl-address").contains("Anna de Vries, Kade 1, 2312 AB Leiden"));
        Donation unnamed = Gifts.by("nl", new Donor("", "a@example.org", "", false, "Kade 1"));
        assertFalse(text(unnamed, "nl-address").contains(", Kade 1"));
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
        assertTrue("numbers stay in their order: " + text, text.contains("90 1998 23") && text.contains("2026-000123"));
        assertTrue("its forms do", text.chars().anyMatch(each -> each >= 0xFE70 && each <= 0xFEFF));
    }

    @Test
    public void aLanguageTheSiteNoLongerSpeaksIsItsDefault() throws Exception {
        assertTrue(text(Gifts.of("fr", "Anna", "a@example.org", false), "fr").contains("Donation receipt"));
    }

    @Test
    public void aScreenReaderReadsItInOrderWithItsRoles() throws Exception {
        try (var reader = new PdfReader(pdf(Gifts.of("nl", "Anna", "a@example.org", false)))) {
            var read = new ReadAloud(reader);
            assertEquals(List.of("Document", "  P: Higher Ground", "  H1: Bewijs van uw gift", "  Table",
                    "    TR", "      TH Row: Nummer van dit bewijs", "      TD: 2026-000123",
                    "    TR", "      TH Row: Bedrag", "      TD: €\u00a025,00",
                    "    TR", "      TH Row: Voor", "      TD: Actie overstroming delta",
                    "    TR", "      TH Row: Ontvangen op", "      TD: 21 november 2026",
                    "    TR", "      TH Row: Betaalwijze", "      TD: Test payment",
                    "    TR", "      TH Row: Van", "      TD: Anna",
                    "    TR", "      TH Row: Afgegeven op", "      TD: 22 november 2026",
                    "  P: Bedankt namens iedereen in de delta.", "  P: Namens Higher Ground"), read.lines());
            assertEquals("nl", reader.getCatalog().getAsString(PdfName.LANG).toUnicodeString());
            assertEquals("Bewijs van uw gift", reader.getInfo().get("Title"));
            assertTrue("and is shown", reader.getCatalog().getAsDict(PdfName.VIEWERPREFERENCES)
                    .getAsBoolean(PdfName.DISPLAYDOCTITLE).booleanValue());
            assertTrue(reader.getCatalog().getAsDict(PdfName.MARKINFO).getAsBoolean(new PdfName("Marked"))
                    .booleanValue());
            assertEquals("all that is on the page is either read or said to be decoration", "", read.unmarked());
            assertEquals("from the page to the structure, too", read.leaves(), read.parents());
            assertTrue("its title for programs", new String(reader.getMetadata(), StandardCharsets.UTF_8)
                    .contains("Bewijs van uw gift"));
        }
    }

    @Test
    public void whatIsWrittenFromTheRightIsReadInTheOrderOfSpeech() throws Exception {
        pages.say("ar", "receipt.thanks", "شكرًا لك من Higher Ground باسم الجميع.");
        try (var reader = new PdfReader(pdf(Gifts.of("ar", "ليلى", "l@example.org", false)))) {
            List<String> lines = new ReadAloud(reader).lines();
            for (String each : List.of("  H1: إيصال تبرع", "      TD: ليلى", "      TD: 25.00\u00a0€",
                    "      TD: 2026-000123", "  P: جمعية خيرية مسجّلة برقم 90 1998 23.",
                    "  P: شكرًا لك من Higher Ground باسم الجميع.")) {
                assertTrue(each + " in " + lines, lines.contains(each));
            }
            assertEquals("ar", reader.getCatalog().getAsString(PdfName.LANG).toUnicodeString());
        }
    }

    @Test
    public void anotherLanguageWithinIsMarked() throws Exception {
        var french = new TestPages("fr");
        french.say("fr", "campaign.flood.title", "Urgence inondations");
        Donation gift = Gifts.of("fr", "Anna", "a@example.org", false);
        try (var reader = new PdfReader(new ReceiptPdf().of(Gifts.receipt(gift, french)))) {
            assertEquals("en", reader.getCatalog().getAsString(PdfName.LANG).toUnicodeString());
            List<String> lines = new ReadAloud(reader).lines();
            assertTrue(lines.toString(), lines.contains("      TD [fr]: Urgence inondations"));
        }
    }

    @Test
    public void wordsWithoutEndGoOnOverPages() throws Exception {
        pages.say("en", "receipt.thanks", "Thank you so very much. ".repeat(400));
        pages.say("en", "campaign.flood.title", "Delta ".repeat(900));
        try (var reader = new PdfReader(pdf(Gifts.of("en", "Anna", "a@example.org", false)))) {
            assertTrue(reader.getNumberOfPages() > 2);
            var read = new ReadAloud(reader);
            assertEquals("", read.unmarked());
            assertEquals(read.leaves(), read.parents());
            assertTrue(read.lines().getLast(), read.lines().getLast().contains("On behalf of"));
        }
    }

    private byte[] pdf(Donation gift) {
        return new ReceiptPdf().of(Gifts.receipt(gift, pages));
    }

    private String text(Donation gift, String name) throws Exception {
        byte[] pdf = pdf(gift);
        Path folder = Files.createDirectories(Path.of("target/receipts"));
        Files.write(folder.resolve(name + ".pdf"), pdf);
        try (var reader = new PdfReader(pdf)) {
            assertEquals(1, reader.getNumberOfPages());
            return new PdfTextExtractor(reader).getTextFromPage(1);
        }
    }
}
