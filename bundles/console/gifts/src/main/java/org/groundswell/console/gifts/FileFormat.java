package org.groundswell.console.gifts;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** As which file a table goes out. */
enum FileFormat {
    /** Text with commas, for every program (RFC 4180). */
    CSV("text/csv; charset=utf-8") {
        @Override
        GiftTable begin(OutputStream out) throws IOException {
            return new CsvTable(out);
        }
    },
    /** A spreadsheet's own. */
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet") {
        @Override
        GiftTable begin(OutputStream out) {
            return new Xlsx(out);
        }
    };

    private final String type;

    FileFormat(String type) {
        this.type = type;
    }

    /** By the word that stands in an address. */
    static Optional<FileFormat> of(String word) {
        return Arrays.stream(values()).filter(each -> each.ending().equals(word)).findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(FileFormat::ending).toList();
    }

    String type() {
        return type;
    }

    String ending() {
        return name().toLowerCase(Locale.ROOT);
    }

    abstract GiftTable begin(OutputStream out) throws IOException;
}
