package org.groundswell.donations.receipts;

import java.awt.Color;
import java.io.OutputStream;
import java.text.Bidi;
import java.util.regex.Pattern;
import org.groundswell.pages.api.Site;
import org.openpdf.text.Document;
import org.openpdf.text.Font;
import org.openpdf.text.PageSize;
import org.openpdf.text.Phrase;
import org.openpdf.text.pdf.ColumnText;
import org.openpdf.text.pdf.PdfBoolean;
import org.openpdf.text.pdf.PdfContentByte;
import org.openpdf.text.pdf.PdfDictionary;
import org.openpdf.text.pdf.PdfName;
import org.openpdf.text.pdf.PdfObject;
import org.openpdf.text.pdf.PdfString;
import org.openpdf.text.pdf.PdfStructureElement;
import org.openpdf.text.pdf.PdfWriter;

/**
 * Writes text down a page, and on to a next one, and says of each piece what it is and in which language, so that a
 * screen reader reads them in their order (tagged PDF, ISO 32000-1, section 14.8). Not thread-safe.
 */
final class TaggedPages implements AutoCloseable {
    private static final PdfName ARTIFACT = new PdfName("Artifact");
    private static final PdfName ROW = new PdfName("Row");
    private static final PdfName SCOPE = new PdfName("Scope");
    private static final PdfName TABLE_ROW = new PdfName("TR");
    /** Marks that only say which way to write. */
    private static final Pattern DIRECTIONS = Pattern.compile("[\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]");
    private static final Color LINE = new Color(0xd0, 0xd9, 0xe2);
    private static final float MARGIN = 64;
    private static final float NAMES = 0.28f;
    private static final float LEADING = 1.4f;
    private static final float DESCENT = 0.4f;
    private static final float PADDING = 8;
    private static final float SIGNATURE_WIDTH = 200;

    private final Document document = new Document(PageSize.A4, MARGIN, MARGIN, MARGIN, MARGIN);
    private final PdfWriter writer;
    private final String language;
    private final boolean rightToLeft;
    private final PdfStructureElement root;
    private float y = document.top();

    /**
     * @param language of the whole, a tag (BCP 47)
     * @param title    shown by readers instead of the file's name
     */
    TaggedPages(OutputStream out, String language, String title, String author) {
        this.language = language;
        this.rightToLeft = Site.isRightToLeft(language);
        writer = PdfWriter.getInstance(document, out);
        writer.setPdfVersion(PdfWriter.PDF_VERSION_1_7);
        writer.setTagged();
        writer.addViewerPreference(PdfName.DISPLAYDOCTITLE, PdfBoolean.PDFTRUE);
        document.addTitle(title);
        document.addAuthor(author);
        writer.createXmpMetadata();
        document.open();
        writer.getExtraCatalog().put(PdfName.LANG, new PdfString(language));
        root = new PdfStructureElement(writer.getStructureTreeRoot(), PdfName.DOCUMENT);
    }

    /** One paragraph or heading; nothing where there are no words. */
    void block(PdfName role, Words words, Font font, float after) {
        if (!words.text().isBlank()) {
            float size = font.getSize();
            y = flow(element(root, role, words), words, font, document.left(), document.right(), size * LEADING)
                    - size * DESCENT - after;
        }
    }

    void space(float height) {
        y -= height;
    }

    /** A line to sign on, and who signs below it. */
    void signature(Words words, Font font) {
        startPageIfBelow(4 * font.getSize() * LEADING);
        y -= 2 * font.getSize() * LEADING;
        line(rightToLeft ? document.right() - SIGNATURE_WIDTH : document.left(),
                rightToLeft ? document.right() : document.left() + SIGNATURE_WIDTH);
        block(PdfName.P, words, font, 0);
    }

    /** Names and values, the names being the headers of their rows. */
    Table table(Font names, Font values) {
        return new Table(new PdfStructureElement(root, PdfName.TABLE), names, values);
    }

    @Override
    public void close() {
        document.close();
    }

    /** Rows of a name and a value. */
    final class Table {
        private final PdfStructureElement element;
        private final Font names;
        private final Font values;

        private Table(PdfStructureElement element, Font names, Font values) {
            this.element = element;
            this.names = names;
            this.values = values;
        }

        void row(Words name, Words value) {
            float leading = values.getSize() * LEADING;
            startPageIfBelow(leading + 2 * PADDING);
            y -= PADDING;
            var row = new PdfStructureElement(element, TABLE_ROW);
            PdfStructureElement header = element(row, PdfName.TH, name);
            var scope = new PdfDictionary();
            scope.put(PdfName.O, PdfName.TABLE);
            scope.put(SCOPE, ROW);
            header.put(PdfName.A, scope);
            float width = (document.right() - document.left()) * NAMES;
            float top = y;
            float named = flow(header, name, names, rightToLeft ? document.right() - width : document.left(),
                    rightToLeft ? document.right() : document.left() + width, leading);
            int page = writer.getPageNumber();
            y = top;
            float valued = flow(element(row, PdfName.TD, value), value, values,
                    rightToLeft ? document.left() : document.left() + width,
                    rightToLeft ? document.right() - width : document.right(), leading);
            y = (page == writer.getPageNumber() ? Math.min(named, valued) : valued) - PADDING;
            line(document.left(), document.right());
        }
    }

    private PdfStructureElement element(PdfStructureElement parent, PdfName role, Words words) {
        var element = new PdfStructureElement(parent, role);
        if (!words.language().equals(language)) {
            element.put(PdfName.LANG, new PdfString(words.language()));
        }
        char[] letters = words.text().toCharArray();
        if (Bidi.requiresBidi(letters, 0, letters.length)) {
            // On the page its letters stand in the order in which they are seen, and in the forms in which they join.
            element.put(PdfName.ACTUALTEXT, new PdfString(DIRECTIONS.matcher(words.text()).replaceAll(""),
                    PdfObject.TEXT_UNICODE));
        }
        return element;
    }

    /** @return the base line of the last line, on what is the current page then */
    private float flow(PdfStructureElement element, Words words, Font font, float left, float right, float leading) {
        startPageIfBelow(leading);
        PdfContentByte canvas = writer.getDirectContent();
        var column = new ColumnText(canvas);
        column.setRunDirection(rightToLeft ? PdfWriter.RUN_DIRECTION_RTL : PdfWriter.RUN_DIRECTION_LTR);
        column.setLeading(leading);
        column.setText(new Phrase(embedded(words.text()), font));
        while (true) {
            column.setSimpleColumn(left, document.bottom(), right, y);
            canvas.beginMarkedContentSequence(element);
            boolean more = ColumnText.hasMoreText(column.go());
            canvas.endMarkedContentSequence();
            if (!more) {
                return column.getYLine();
            }
            startPage();
        }
    }

    private void startPageIfBelow(float height) {
        if (y - height < document.bottom()) {
            startPage();
        }
    }

    private void startPage() {
        document.newPage();
        y = document.top();
    }

    /** Nothing that is read aloud. */
    private void line(float from, float to) {
        PdfContentByte canvas = writer.getDirectContent();
        canvas.beginMarkedContentSequence(ARTIFACT);
        canvas.saveState();
        canvas.setColorStroke(LINE);
        canvas.setLineWidth(0.5f);
        canvas.moveTo(from, y);
        canvas.lineTo(to, y);
        canvas.stroke();
        canvas.restoreState();
        canvas.endMarkedContentSequence();
    }

    /** The library knows embeddings (UAX #9 before version 6.3), not yet the isolates that pages use. */
    private static String embedded(String text) {
        return text.replace('\u2066', '\u202a').replace('\u2067', '\u202b').replace('\u2068', '\u202a')
                .replace('\u2069', '\u202c');
    }
}
