package org.groundswell.itests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a node's garbage collector has stopped everybody. */
final class CollectorLog {
    private static final Pattern PAUSE = Pattern.compile("Pause .*?([0-9.]+)ms");

    private final Path file;
    private int read;

    /** To be called before the node starts: the virtual machine is told to write this log. */
    CollectorLog(Node node) throws IOException {
        file = node.home().resolve("data/gc.log");
        String options = "-Xlog:gc:file=" + file + "\n" + System.getProperty("groundswell.options", "");
        Files.writeString(node.home().resolve("conf/jvm.options"), options, StandardOpenOption.APPEND);
    }

    /** The longest pause since this was last asked, in milliseconds. */
    long longestPause() throws IOException {
        double longest = 0;
        String text = Files.readString(file);
        Matcher pause = PAUSE.matcher(text.substring(read));
        while (pause.find()) {
            longest = Math.max(longest, Double.parseDouble(pause.group(1)));
        }
        read = text.length();
        return Math.round(longest);
    }
}
