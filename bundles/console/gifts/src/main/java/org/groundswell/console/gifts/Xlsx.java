package org.groundswell.console.gifts;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.joda.money.Money;

/**
 * A table as a spreadsheet's own file (ISO/IEC 29500), written while it is made. Texts stand in their cells as texts, which no
 * program takes for formulas, and amounts as numbers. A sheet has room for 1,048,576 rows; then the next one begins.
 */
final class Xlsx implements GiftTable {
    /** What spreadsheets take (ISO/IEC 29500-1, section 18.3.1.73, as Excel has it). */
    static final int MOST_ROWS = 1_048_576;
    private static final String PROGRAM = "Groundswell";
    private static final String PROGRAM_VERSION = "1.0";

    private final Workbook workbook;
    private final int mostRows;
    private List<?> head;
    private Worksheet sheet;
    private int sheets;
    private int rows;

    Xlsx(OutputStream out) {
        this(out, MOST_ROWS);
    }

    Xlsx(OutputStream out, int mostRows) {
        this.workbook = new Workbook(new Open(out), PROGRAM, PROGRAM_VERSION);
        this.mostRows = mostRows;
    }

    @Override
    public void row(List<?> cells) throws IOException {
        if (head == null) {
            head = List.copyOf(cells);
        }
        if (sheet == null || rows == mostRows) {
            next();
            if (head != cells && sheets > 1) {
                write(head);
            }
        }
        write(cells);
    }

    private void next() throws IOException {
        if (sheet != null) {
            sheet.finish();
        }
        sheets++;
        rows = 0;
        sheet = workbook.newWorksheet("Gifts " + sheets);
    }

    private void write(List<?> cells) {
        for (int i = 0; i < cells.size(); i++) {
            switch (cells.get(i)) {
                case Money amount -> sheet.value(rows, i, amount.getAmount());
                case Object text when !text.equals("") -> sheet.inlineString(rows, i, text.toString());
                default -> { }
            }
        }
        rows++;
    }

    @Override
    public void flush() throws IOException {
        if (sheet != null) {
            sheet.flush();
        }
    }

    @Override
    public void end() throws IOException {
        workbook.finish();
    }

    /** The library closes what it has written to; the answer is not its to close. */
    private static final class Open extends FilterOutputStream {
        Open(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
