package org.groundswell.pages.site;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.groundswell.shared.paths.WebPath;
import org.groundswell.shared.text.LineNumber;

/**
 * A style in {@code assets/}, which names pictures and fonts as they are there; visitors get it with their addresses, so
 * that what is another file has another one.
 */
final class StyleFile {
    static final String ENDING = ".css";
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?(?:\\*/|$)", Pattern.DOTALL);
    private static final Pattern NAMED = Pattern.compile("(?i)(@import\\s*(?:url\\(\\s*)?|\\burl\\(\\s*)(?:\"([^\"\\n]*)\"|'([^'\\n]*)'|"
            + "(?<=\\(|\\(\\s)([^'\"()\\s;]+))");
    private static final Pattern IMPORT = Pattern.compile("(?i)@import\\s*(?:url\\(\\s*)?$");
    private static final URI FOLDER = URI.create("http://site.invalid/assets/");

    private final String name;
    private final String text;
    private final Map<String, Asset> files;

    /** @param files all that are no styles */
    StyleFile(String name, byte[] bytes, Map<String, Asset> files) {
        this.name = name;
        this.text = new String(bytes, StandardCharsets.UTF_8);
        this.files = files;
    }

    String name() {
        return name;
    }

    /** As visitors get it. */
    byte[] published() {
        var published = new StringBuilder();
        int copied = 0;
        Matcher named = NAMED.matcher(text);
        while (named.find()) {
            int place = place(named);
            String written = named.group(place);
            Optional<Asset> file = file(written);
            if (file.isPresent()) {
                published.append(text, copied, named.start(place)).append(address(file.get())).append(suffix(written));
                copied = named.end(place);
            }
        }
        return published.append(text, copied, text.length()).toString().getBytes(StandardCharsets.UTF_8);
    }

    /** What visitors do not get of it. */
    void check(Consumer<Problem> found) {
        // Comments keep their lines.
        String said = COMMENT.matcher(text).replaceAll(comment -> "\n".repeat((int) comment.group().lines().count() - 1));
        Matcher named = NAMED.matcher(said);
        while (named.find()) {
            String written = named.group(place(named)).strip();
            int line = LineNumber.at(said, named.start());
            boolean isImport = IMPORT.matcher(said.substring(0, named.start(place(named)))
                    .replaceFirst("[\"']$", "")).find();
            KeptOut.load(written, "").or(() -> isImport ? Optional.of("'" + written + "' is not loaded: a style names no other"
                    + " one; name it in a <link> of templates/layout.ftlh") : dead(written))
                    .ifPresent(why -> found.accept(new Problem("assets/" + name, line, why)));
        }
    }

    private Optional<String> dead(String written) {
        return file(written).isPresent() || path(written).isEmpty() ? Optional.empty()
                : path(written).map(path -> "'" + written + "' leads nowhere: there is no file " + path.substring(1));
    }

    private Optional<Asset> file(String written) {
        return path(written).filter(path -> path.startsWith(FOLDER.getPath()))
                .map(path -> files.get(WebPath.composed(path.substring(FOLDER.getPath().length()))));
    }

    /** On this site; nothing where it is a place on the page, of another site, or no address at all. */
    private Optional<String> path(String written) {
        if (written.isBlank() || written.startsWith("#")) {
            return Optional.empty();
        }
        try {
            URI target = FOLDER.resolve(WebPath.encoded(name)).resolve(written.strip().replace(" ", "%20"));
            return FOLDER.getHost().equals(target.getHost()) ? Optional.of(WebPath.decoded(target.getRawPath()))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Also where no quotes are around it. */
    private static String address(Asset file) {
        return file.address().replace("(", "%28").replace(")", "%29").replace("'", "%27");
    }

    private static String suffix(String written) {
        return written.replaceFirst("^[^?#]*", "");
    }

    private static int place(Matcher named) {
        return named.group(2) != null ? 2 : named.group(3) != null ? 3 : 4;
    }
}
