package org.groundswell.donations.receipts;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.groundswell.donations.api.Donation;
import org.openpdf.text.Document;
import org.openpdf.text.Font;
import org.openpdf.text.PageSize;
import org.openpdf.text.Phrase;
import org.openpdf.text.pdf.BaseFont;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfPTable;
import org.openpdf.text.pdf.PdfWriter;

/**
 * The receipt as a PDF of one page. Only the letters that it uses are put into it, already joined where the script
 * joins them (Arabic). Thread-safe.
 */
final class ReceiptPdf {
    private static final String FONTS = "/net/sf/jasperreports/fonts/dejavu/";
    private static final Color DARK = new Color(0x10, 0x2a, 0x43);
    private static final Color QUIET = new Color(0x52, 0x60, 0x6d);
    private static final Color LINE = new Color(0xd0, 0xd9, 0xe2);
    private static final float MARGIN = 64;
    private static final float NAMES = 28;
    private static final float VALUES = 72;

    private final BaseFont regular;
    private final BaseFont bold;

    ReceiptPdf() {
        regular = font("DejaVuSans.ttf");
        bold = font("DejaVuSans-Bold.ttf");
    }

    byte[] of(Donation donation, ReceiptTexts texts) {
        var bytes = new ByteArrayOutputStream();
        var page = new Document(PageSize.A4, MARGIN, MARGIN, MARGIN, MARGIN);
        PdfWriter.getInstance(page, bytes);
        page.addTitle(texts.text("title"));
        page.addAuthor(texts.charity());
        page.open();
        int direction = texts.isRightToLeft() ? PdfWriter.RUN_DIRECTION_RTL : PdfWriter.RUN_DIRECTION_LTR;
        page.add(lines(direction, texts.charity(), new Font(bold, 20, Font.NORMAL, DARK), 4));
        page.add(lines(direction, texts.text("title"), new Font(regular, 14, Font.NORMAL, QUIET), 28));
        if (donation.pledge().test()) {
            page.add(lines(direction, texts.text("test"), new Font(bold, 14, Font.NORMAL, DARK), 28));
        }
        page.add(facts(direction, donation, texts));
        page.add(lines(direction, texts.text(donation.pledge().test() ? "test" : "thanks"),
                new Font(regular, 11, Font.NORMAL, DARK), 28));
        page.add(lines(direction, texts.footer(), new Font(regular, 9, Font.NORMAL, QUIET), 0));
        page.close();
        return bytes.toByteArray();
    }

    private PdfPTable facts(int direction, Donation donation, ReceiptTexts texts) {
        // Widths count from the left, whatever the direction.
        var table = table(direction, direction == PdfWriter.RUN_DIRECTION_RTL ? new float[] {VALUES, NAMES}
                : new float[] {NAMES, VALUES});
        fact(table, texts.text("amount"), texts.amount());
        if (donation.pledge().monthly()) {
            fact(table, "", texts.text("monthly"));
        }
        fact(table, texts.text("campaign"), texts.campaign());
        fact(table, texts.text("date"), texts.date());
        if (!donation.pledge().donor().name().isBlank()) {
            fact(table, texts.text("donor"), donation.pledge().donor().name());
        }
        fact(table, texts.text("number"), donation.pledge().id().toString());
        table.setSpacingAfter(28);
        return table;
    }

    private void fact(PdfPTable table, String name, String value) {
        table.addCell(cell(table.getRunDirection(), name, new Font(regular, 10, Font.NORMAL, QUIET), 9));
        table.addCell(cell(table.getRunDirection(), value, new Font(bold, 11, Font.NORMAL, DARK), 9));
    }

    private static PdfPTable lines(int direction, String text, Font font, float after) {
        var table = table(direction, new float[] {1});
        PdfPCell cell = cell(direction, text, font, 0);
        cell.setBorderWidthBottom(0);
        table.addCell(cell);
        table.setSpacingAfter(after);
        return table;
    }

    private static PdfPTable table(int direction, float[] columns) {
        var table = new PdfPTable(columns);
        table.setRunDirection(direction);
        table.setWidthPercentage(100);
        return table;
    }

    private static PdfPCell cell(int direction, String text, Font font, float padding) {
        var cell = new PdfPCell(new Phrase(embedded(text), font));
        cell.setRunDirection(direction);
        cell.setBorder(PdfPCell.BOTTOM);
        cell.setBorderColor(LINE);
        cell.setPadding(0);
        cell.setPaddingTop(padding);
        cell.setPaddingBottom(padding + 2);
        cell.setLeading(0, 1.4f);
        return cell;
    }

    /** The library knows embeddings (UAX #9 before version 6.3), not yet the isolates that pages use. */
    private static String embedded(String text) {
        return text.replace('\u2066', '\u202a').replace('\u2067', '\u202b').replace('\u2068', '\u202a')
                .replace('\u2069', '\u202c');
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
