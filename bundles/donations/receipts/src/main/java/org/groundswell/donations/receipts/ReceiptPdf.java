package org.groundswell.donations.receipts;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.Donor;
import org.openpdf.text.Font;
import org.openpdf.text.pdf.BaseFont;
import org.openpdf.text.pdf.PdfName;

/**
 * The receipt as a PDF of one page, which a screen reader reads as it is seen. Only the letters that it uses are put
 * into it, already joined where the script joins them (Arabic). Thread-safe.
 */
final class ReceiptPdf {
    private static final String FONTS = "/net/sf/jasperreports/fonts/dejavu/";
    private static final Color DARK = new Color(0x10, 0x2a, 0x43);
    private static final Color QUIET = new Color(0x52, 0x60, 0x6d);
    private static final float LARGE_GAP = 28;
    private static final float SMALL_GAP = 4;

    private final BaseFont regular;
    private final BaseFont bold;

    ReceiptPdf() {
        regular = font("DejaVuSans.ttf");
        bold = font("DejaVuSans-Bold.ttf");
    }

    byte[] of(Receipt receipt) {
        ReceiptTexts texts = receipt.texts();
        var bytes = new ByteArrayOutputStream();
        try (var page = new TaggedPages(bytes, texts.language(), texts.text("title"), texts.charity())) {
            page.block(PdfName.P, own(texts, texts.charity()), new Font(bold, 20, Font.NORMAL, DARK), SMALL_GAP);
            page.block(PdfName.P, texts.registration(), new Font(regular, 9, Font.NORMAL, QUIET), LARGE_GAP);
            page.block(PdfName.H1, own(texts, texts.text("title")), new Font(regular, 14, Font.NORMAL, QUIET), SMALL_GAP);
            if (receipt.isTest()) {
                page.block(PdfName.P, own(texts, texts.text("test")), new Font(bold, 14, Font.NORMAL, DARK), LARGE_GAP);
            }
            facts(page.table(new Font(regular, 10, Font.NORMAL, QUIET), new Font(bold, 11, Font.NORMAL, DARK)), receipt);
            page.space(LARGE_GAP);
            page.block(PdfName.P, own(texts, texts.text(receipt.isTest() ? "test" : "thanks")),
                    new Font(regular, 11, Font.NORMAL, DARK), LARGE_GAP);
            page.signature(own(texts, texts.text("signature", texts.charity())),
                    new Font(regular, 10, Font.NORMAL, QUIET));
        }
        return bytes.toByteArray();
    }

    private static void facts(TaggedPages.Table table, Receipt receipt) {
        ReceiptTexts texts = receipt.texts();
        Donation donation = receipt.donation();
        fact(table, texts, "number", ReceiptTexts.number(receipt.issued()));
        fact(table, texts, "amount", donation.pledge().monthly() ? texts.amount() + " " + texts.text("monthly")
                : texts.amount());
        table.row(own(texts, texts.text("campaign")), texts.campaign());
        fact(table, texts, "date", texts.paid());
        fact(table, texts, "way", receipt.way());
        fact(table, texts, "donor", donor(donation.pledge().donor()));
        fact(table, texts, "issued", texts.date(receipt.issued().at()));
    }

    /** On one line: it wraps where the column ends. */
    private static String donor(Donor donor) {
        return Stream.concat(Stream.of(donor.name()), donor.address().lines()).map(String::strip)
                .filter(part -> !part.isEmpty()).collect(Collectors.joining(", "));
    }

    private static void fact(TaggedPages.Table table, ReceiptTexts texts, String key, String value) {
        if (!value.isBlank()) {
            table.row(own(texts, texts.text(key)), own(texts, value));
        }
    }

    private static Words own(ReceiptTexts texts, String text) {
        return new Words(text, texts.language());
    }

    private static BaseFont font(String name) {
        try (InputStream in = ReceiptPdf.class.getResourceAsStream(FONTS + name)) {
            return BaseFont.createFont(name, BaseFont.IDENTITY_H, BaseFont.EMBEDDED, BaseFont.NOT_CACHED,
                    in.readAllBytes(), null);
        } catch (IOException e) {
            throw new UncheckedIOException("the font " + name + " is in this bundle", e);
        }
    }
}
