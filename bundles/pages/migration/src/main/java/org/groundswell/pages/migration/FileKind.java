package org.groundswell.pages.migration;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Kinds of files that pages may show or offer, known by how they begin: names say what somebody once typed. */
enum FileKind {
    JPEG("\u00ff\u00d8\u00ff", "jpg", "jpeg"),
    PNG("\u0089PNG", "png"),
    GIF("GIF8[79]a", "gif"),
    WEBP("(?s)RIFF.{4}WEBP", "webp"),
    AVIF("(?s).{4}ftypavi[fs]|.{4}ftypmif1", "avif"),
    PDF("%PDF-", "pdf"),
    SVG("(?is)(?:\u00ef\u00bb\u00bf)?\\s*(?:<\\?xml[^>]*>\\s*|<!--.*?-->\\s*|<!DOCTYPE svg[^>]*>\\s*)*<svg\\b", "svg");

    /** In front of a drawing there may be a licence. */
    static final int BEGINNING = 4_000;

    private final Pattern beginning;
    private final List<String> endings;

    FileKind(String beginning, String... endings) {
        this.beginning = Pattern.compile(beginning);
        this.endings = List.of(endings);
    }

    static Optional<FileKind> of(byte[] file) {
        // Each byte is one character then.
        String begin = new String(file, 0, Math.min(file.length, BEGINNING), StandardCharsets.ISO_8859_1);
        return Stream.of(values()).filter(kind -> kind.beginning.matcher(begin).lookingAt()).findFirst();
    }

    /** Whether a file whose name ends like this is to be of one of these kinds. */
    static boolean isEnding(String ending) {
        return Stream.of(values()).anyMatch(kind -> kind.endings.contains(ending));
    }

    /** What the name of such a file ends with; what it had, if that fits. */
    String ending(String had) {
        return endings.contains(had) ? had : endings.getFirst();
    }
}
