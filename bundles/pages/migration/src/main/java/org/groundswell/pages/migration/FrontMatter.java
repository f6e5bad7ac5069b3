package org.groundswell.pages.migration;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.groundswell.shared.files.ByteOrderMark;

/**
 * The beginning of one of Hugo's pages, and the rest (<a href="https://gohugo.io/content-management/front-matter/">Hugo,
 * front matter</a>).
 *
 * @param values by name in small letters
 */
record FrontMatter(Map<String, Object> values, String body) {
    /** A shortcode begins with a brace, too. */
    private static final Pattern JSON = Pattern.compile("\\{\\s*[\"}]");

    static FrontMatter read(String file) throws UnreadableSiteException {
        String text = ByteOrderMark.removed(file).replace("\r\n", "\n");
        if (text.startsWith("---\n")) {
            return fenced(text, "---", DataFormat.YAML);
        }
        if (text.startsWith("+++\n")) {
            return fenced(text, "+++", DataFormat.TOML);
        }
        int end = JSON.matcher(text).lookingAt() ? endOfObject(text) : 0;
        return end == 0 ? new FrontMatter(Map.of(), text) : new FrontMatter(small(DataFormat.JSON.read(text.substring(0, end))),
                text.substring(end).replaceFirst("\\A[ \\t]*\\n", ""));
    }

    /** Behind the brace that closes the first one; 0 where none does. */
    private static int endOfObject(String text) {
        int depth = 0;
        boolean isQuoted = false;
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '\\' -> i += isQuoted ? 1 : 0;
                case '"' -> isQuoted = !isQuoted;
                case '{' -> depth += isQuoted ? 0 : 1;
                case '}' -> depth -= isQuoted ? 0 : 1;
                default -> { }
            }
            if (depth == 0) {
                return i + 1;
            }
        }
        return 0;
    }

    private static FrontMatter fenced(String text, String fence, DataFormat format) throws UnreadableSiteException {
        int end = text.indexOf("\n" + fence, fence.length());
        if (end < 0) {
            throw new UnreadableSiteException("its front matter has no end: a line " + fence);
        }
        int body = text.indexOf('\n', end + 1);
        String head = end < fence.length() ? "" : text.substring(fence.length(), end);
        return new FrontMatter(small(format.read(head)), body < 0 ? "" : text.substring(body + 1));
    }

    private static Map<String, Object> small(Map<String, Object> values) {
        var small = new TreeMap<String, Object>();
        values.forEach((key, value) -> small.put(key.toLowerCase(Locale.ROOT), value));
        return small;
    }

    /** A text or number, or the first one of a list; "" where there is none. */
    String text(String key) {
        return switch (values.get(key)) {
            case String text -> text.strip();
            case Number number -> number.toString();
            case List<?> list when !list.isEmpty() && list.getFirst() instanceof String text -> text.strip();
            case null, default -> "";
        };
    }

    boolean isTrue(String key) {
        return Boolean.TRUE.equals(values.get(key)) || text(key).equalsIgnoreCase("true");
    }

    /** The day of a moment that is written in one of the ways that Hugo reads. */
    Optional<LocalDate> day(String key) {
        return switch (values.get(key)) {
            case LocalDate day -> WrittenDay.meant(day);
            case OffsetDateTime at -> WrittenDay.meant(at.toLocalDate());
            case LocalDateTime at -> WrittenDay.meant(at.toLocalDate());
            case Date at -> WrittenDay.meant(at.toInstant().atOffset(ZoneOffset.UTC).toLocalDate());
            case String text -> WrittenDay.of(text);
            case null, default -> Optional.empty();
        };
    }

    /** All texts of a list, or a single one. */
    List<String> texts(String key) {
        return values.get(key) instanceof List<?> list ? list.stream().map(String::valueOf).toList()
                : text(key).isEmpty() ? List.of() : List.of(text(key));
    }

    /** What a theme was told of the page's picture, in the ways that are common. */
    String picture() {
        for (String key : List.of("picture", "featured_image", "featuredimage", "image", "images", "thumbnail", "cover")) {
            String name = text(key).isEmpty() ? inside(key, "image") : text(key);
            if (!name.isEmpty()) {
                return name;
            }
        }
        return "";
    }

    /** What the picture shows. */
    String alternative() {
        return inside("cover", "alt").isEmpty() ? text("alt") : inside("cover", "alt");
    }

    private String inside(String key, String name) {
        return DataFormat.inside(values, key).get(name) instanceof String text ? text.strip() : "";
    }

    /** Whether there is something under this name. */
    boolean has(String key) {
        Object value = values.get(key);
        return value != null && !(value instanceof Collection<?> many && many.isEmpty()) && !"".equals(value);
    }
}
