package org.groundswell.pages.check;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.groundswell.pages.api.check.Finding;
import org.groundswell.pages.api.check.SiteReading;

/** Pictures that browsers cannot show, whatever their name says: copied in halves, or as a telephone keeps them (HEIC). */
final class BrokenPictures implements Check {
    private static final Pattern PICTURE = Pattern.compile("(?i)assets/.*\\.(jpe?g|png|gif|webp|avif)");
    private static final int BEGINNING = 32;
    /** How those begin that browsers show. */
    private static final List<Pattern> SHOWN = List.of(Pattern.compile("\\u00ff\\u00d8\\u00ff.*", Pattern.DOTALL),
            Pattern.compile("\\u0089PNG\r\n\\u001a\n.*", Pattern.DOTALL), Pattern.compile("GIF8[79]a.*", Pattern.DOTALL),
            Pattern.compile("RIFF.{4}WEBP.*", Pattern.DOTALL), Pattern.compile(".{4}ftypavi[fs].*", Pattern.DOTALL));

    @Override
    public void look(SiteReading reading, ParsedPages pages, Consumer<Finding> found) {
        new TreeMap<>(reading.files()).forEach((name, bytes) -> {
            String beginning = new String(bytes, 0, Math.min(BEGINNING, bytes.length), StandardCharsets.ISO_8859_1);
            if (PICTURE.matcher(name).matches() && SHOWN.stream().noneMatch(each -> each.matcher(beginning).matches())) {
                found.accept(Finding.error(name, 0, bytes.length == 0 ? "the picture is empty"
                        : "browsers cannot show this picture", "save it again as JPEG, PNG or WebP"));
            }
        });
    }
}
