package org.groundswell.itests;

import static org.junit.Assert.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A page of the documentation: what it tells people to type and to write. */
public record Page(Path file) {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");
    /** {@code `key` and `other` in `conf/name.cfg`}, or the file, a colon, and the keys. */
    private static final Pattern SETTINGS = Pattern.compile("((?:`[a-z][A-Za-z0-9]*`(?:,| and| or)?\\s+)+)(?:in|of)\\s+`conf/([a-z.]+\\.cfg)`"
            + "|`conf/([a-z.]+\\.cfg)`:\\s+((?:`[a-z][A-Za-z0-9]*`(?:,\\s+|\\s+and\\s+)?)+)");
    private static final Pattern KEY = Pattern.compile("`([A-Za-z0-9]+)`");
    private static final int PATIENCE_SECONDS = 180;
    /** A Maven that makes one small project gains nothing from the second compiler. */
    private static final String FOR_SECONDS = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

    /** The page at the top of the project. */
    static Page readme() {
        return new Page(Path.of(System.getProperty("groundswell.readme")));
    }

    /** A key that stands beside the name of its file. */
    record Setting(String key, String file) {
    }

    /** The settings that it names in its text. */
    List<Setting> settings() throws IOException {
        return SETTINGS.matcher(Files.readString(file)).results().flatMap(found -> {
            boolean isFirst = found.group(1) != null;
            return KEY.matcher(isFirst ? found.group(1) : found.group(4)).results()
                    .map(key -> new Setting(key.group(1), isFirst ? found.group(2) : found.group(3)));
        }).toList();
    }

    /** @param name of a page in docs/ */
    public static Page of(String name) {
        return new Page(readme().file().resolveSibling("docs").resolve(name));
    }

    /** What stands in blocks of this language. */
    public List<String> blocks(String language) throws IOException {
        var found = new ArrayList<String>();
        var matcher = BLOCK.matcher(Files.readString(file));
        while (matcher.find()) {
            if (matcher.group(1).equals(language)) {
                found.add(matcher.group(2));
            }
        }
        return found;
    }

    /** Types every command into the node's folder, in order, each until it succeeds; how many there were. */
    int typeInto(Node node, Set<String> typedElsewhere) throws IOException {
        int typed = 0;
        for (String block : blocks("sh")) {
            for (String command : block.lines().toList()) {
                if (!typedElsewhere.contains(command)) {
                    Await.until(file.getFileName() + ": " + command, () -> status(node, command) == 0);
                    typed++;
                }
            }
        }
        return typed;
    }

    /** Every file that it leads to is there; how many there are. */
    int assertLinksLead() throws IOException {
        // What stands between backticks is shown and leads nowhere.
        var links = LINK.matcher(Files.readString(file).replaceAll("`[^`\n]*`", ""));
        int count = 0;
        while (links.find()) {
            assertTrue(file + ": " + links.group(1), Files.exists(file.resolveSibling(links.group(1))));
            count++;
        }
        return count;
    }

    private static int status(Node node, String command) throws Exception {
        String here = command.replace(":8080/", ":" + node.publicPort() + "/")
                .replace(":8081/", ":" + node.adminPort() + "/");
        var typed = new ProcessBuilder("bash", "-c", here).directory(node.home().toFile()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(node.home().toFile(), "typed.log")));
        typed.environment().merge("MAVEN_OPTS", FOR_SECONDS, (set, more) -> set + " " + more);
        Process process = typed.start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(command + " did not end");
        }
        return process.exitValue();
    }
}
