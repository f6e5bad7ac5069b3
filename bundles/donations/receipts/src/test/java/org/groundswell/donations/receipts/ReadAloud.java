package org.groundswell.donations.receipts;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.openpdf.text.pdf.CMapAwareDocumentFont;
import org.openpdf.text.pdf.PRIndirectReference;
import org.openpdf.text.pdf.PRTokeniser;
import org.openpdf.text.pdf.PdfArray;
import org.openpdf.text.pdf.PdfContentParser;
import org.openpdf.text.pdf.PdfDictionary;
import org.openpdf.text.pdf.PdfName;
import org.openpdf.text.pdf.PdfNumber;
import org.openpdf.text.pdf.PdfObject;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.PdfString;

/** Reads a tagged PDF as a screen reader does: down its structure, not down its pages. */
final class ReadAloud {
    private static final Set<String> PAINT = Set.of("Tj", "TJ", "'", "\"", "S", "s", "f", "F", "f*", "B", "Do", "sh");
    private static final Set<String> NEXT_LINE = Set.of("Td", "TD", "Tm", "T*");
    private static final PdfName SCOPE = new PdfName("Scope");

    private final PdfReader reader;
    /** By page and marked content id, as {@code 1/0}. */
    private final Map<String, StringBuilder> texts = new TreeMap<>();
    private final Map<String, Integer> leaves = new TreeMap<>();
    private final StringBuilder unmarked = new StringBuilder();
    private final List<String> lines = new ArrayList<>();

    ReadAloud(PdfReader reader) throws IOException {
        this.reader = reader;
        for (int page = 1; page <= reader.getNumberOfPages(); page++) {
            readPage(page);
        }
        kids(reader.getCatalog().getAsDict(PdfName.STRUCTTREEROOT).get(PdfName.K), null, 0, new StringBuilder());
    }

    /** A line for each element: how deep it is, its role, its language where it has one of its own, its text. */
    List<String> lines() {
        return lines;
    }

    /** What is painted and neither read nor said to be decoration. */
    String unmarked() {
        return unmarked.toString();
    }

    /** Which element reads which piece, as the structure says. */
    Map<String, Integer> leaves() {
        return leaves;
    }

    /** The same, as the pages say. */
    Map<String, Integer> parents() {
        var parents = new TreeMap<String, Integer>();
        PdfArray tree = reader.getCatalog().getAsDict(PdfName.STRUCTTREEROOT).getAsDict(PdfName.PARENTTREE)
                .getAsArray(new PdfName("Nums"));
        for (int page = 1; page <= reader.getNumberOfPages(); page++) {
            int key = reader.getPageN(page).getAsNumber(PdfName.STRUCTPARENTS).intValue();
            for (int i = 0; i < tree.size(); i += 2) {
                if (tree.getAsNumber(i).intValue() == key) {
                    PdfArray elements = tree.getAsArray(i + 1);
                    for (int id = 0; id < elements.size(); id++) {
                        parents.put(page + "/" + id, elements.getAsIndirectObject(id).getNumber());
                    }
                }
            }
        }
        return parents;
    }

    private void readPage(int page) throws IOException {
        var parser = new PdfContentParser(new PRTokeniser(reader.getPageContent(page)));
        PdfDictionary fonts = reader.getPageN(page).getAsDict(PdfName.RESOURCES).getAsDict(PdfName.FONT);
        var open = new ArrayList<StringBuilder>();
        CMapAwareDocumentFont font = null;
        for (List<PdfObject> line = parser.parse(null); !line.isEmpty(); line = parser.parse(null)) {
            String operator = line.getLast().toString();
            if (operator.equals("BDC") || operator.equals("BMC")) {
                open.add(line.get(1) instanceof PdfDictionary marks ? texts.computeIfAbsent(page + "/"
                        + marks.getAsNumber(PdfName.MCID).intValue(), _ -> new StringBuilder()) : new StringBuilder());
            } else if (operator.equals("EMC")) {
                open.removeLast();
            } else if (operator.equals("Tf")) {
                font = new CMapAwareDocumentFont((PRIndirectReference) fonts.get((PdfName) line.getFirst()));
            } else if (NEXT_LINE.contains(operator) && !open.isEmpty()) {
                open.getLast().append(' ');
            } else if (PAINT.contains(operator)) {
                (open.isEmpty() ? unmarked.append(operator).append(' ') : open.getLast())
                        .append(shown(line.getFirst(), font));
            }
        }
    }

    private static String shown(PdfObject shown, CMapAwareDocumentFont font) {
        var text = new StringBuilder();
        if (shown instanceof PdfString string) {
            text.append(font.decode(string.getBytes(), 0, string.getBytes().length));
        } else if (shown instanceof PdfArray array) {
            array.getElements().forEach(each -> text.append(shown(each, font)));
        }
        return text.toString();
    }

    private void kids(PdfObject kids, PRIndirectReference parent, int depth, StringBuilder text) {
        switch (PdfReader.getPdfObject(kids)) {
            case PdfArray array -> array.getElements().forEach(each -> kids(each, parent, depth, text));
            case PdfNumber id -> leaf(((PdfDictionary) PdfReader.getPdfObject(parent)).getAsIndirectObject(PdfName.PG),
                    id, parent, text);
            case PdfDictionary part when part.contains(PdfName.MCID) -> leaf(part.getAsIndirectObject(PdfName.PG),
                    part.getAsNumber(PdfName.MCID), parent, text);
            case PdfDictionary element -> element(element, (PRIndirectReference) kids, depth);
            default -> throw new AssertionError("no kid: " + kids);
        }
    }

    private void leaf(PdfObject page, PdfNumber id, PRIndirectReference parent, StringBuilder text) {
        String piece = pageNumber(page) + "/" + id.intValue();
        leaves.put(piece, parent.getNumber());
        text.append(texts.get(piece)).append(' ');
    }

    private int pageNumber(PdfObject reference) {
        var numbers = new HashMap<Integer, Integer>();
        for (int page = 1; page <= reader.getNumberOfPages(); page++) {
            numbers.put(reader.getPageOrigRef(page).getNumber(), page);
        }
        return numbers.get(((PRIndirectReference) reference).getNumber());
    }

    private void element(PdfDictionary element, PRIndirectReference reference, int depth) {
        String scope = element.getAsDict(PdfName.A) == null ? "" : " " + element.getAsDict(PdfName.A).getAsName(SCOPE)
                .toString().substring(1);
        PdfString language = element.getAsString(PdfName.LANG);
        int line = lines.size();
        lines.add("");
        var text = new StringBuilder();
        kids(element.get(PdfName.K), reference, depth + 1, text);
        PdfString actual = element.getAsString(PdfName.ACTUALTEXT);
        String read = actual != null ? actual.toUnicodeString() : text.toString().replaceAll(" +", " ").strip();
        lines.set(line, "  ".repeat(depth) + element.getAsName(PdfName.S).toString().substring(1) + scope
                + (language == null ? "" : " [" + language.toUnicodeString() + "]") + (read.isEmpty() ? "" : ": " + read));
    }
}
