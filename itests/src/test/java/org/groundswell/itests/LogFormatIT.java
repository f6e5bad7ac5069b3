package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.Test;

/** Logs as one setting has them: for people, or for machines that collect them. */
public class LogFormatIT {
    private static final Set<String> FIELDS = Set.of("timestamp", "level", "threadName", "loggerName",
            "formattedMessage", "throwable");

    @Test
    public void everyLineIsAnObject() throws Exception {
        try (Node node = Node.prepared("jsonlogs")) {
            Path conf = node.home().resolve("conf/logback.xml");
            String shipped = Files.readString(conf);
            Files.writeString(conf, replaced(replaced(replaced(shipped, "value=\"text\"", "value=\"json\""),
                    "<root level=\"warn\">", "<root level=\"debug\">"), "\"org.groundswell\" level=\"info\"",
                    "\"org.groundswell\" level=\"debug\""));
            Instant begin = Instant.now();
            node.start();
            // The words of strangers: quotes, and what ends a line.
            node.visitor().get("/en/%22%5C%0a%22");
            Files.writeString(node.home().resolve("conf/org.groundswell.\"odd\\.cfg"), "a\u0001 = \"b\"\n");
            Await.until("the log names the file", () -> lines(node).stream().anyMatch(each -> each.contains("odd")));
            // What stops is interrupted, and says so with where it stood.
            node.interrupt();
            List<JsonObject> entries = parsed(lines(node));
            assertTrue("" + entries.size(), entries.size() > 100);
            for (JsonObject each : entries) {
                assertEquals(FIELDS, each.keySet());
                Instant at = Instant.ofEpochMilli(each.get("timestamp").getAsLong());
                assertTrue(at.toString(), at.isAfter(begin.minusSeconds(1)) && at.isBefore(Instant.now()));
            }
            assertTrue(entries.stream().anyMatch(each -> each.get("formattedMessage").getAsString()
                    .contains("org.groundswell.\"odd\\")));
            JsonObject thrown = entries.stream().filter(each -> each.get("throwable").isJsonObject()).findFirst()
                    .orElseThrow().getAsJsonObject("throwable");
            assertFalse(thrown.getAsJsonArray("stepArray").isEmpty());
            // "run" repeats each of them for the journal.
            assertTrue(parsed(node.outputText().lines().filter(each -> each.startsWith("{")).toList()).size() > 100);
        }
    }

    @Test
    public void aFormatThatIsNoneIsSaidAndTheLogIsText() throws Exception {
        Node node = Node.prepared("oddlogs");
        Path conf = node.home().resolve("conf/logback.xml");
        Files.writeString(conf, replaced(replaced(Files.readString(conf), "value=\"text\"", "value=\"jsno\""),
                "rolling.RollingFileAppender", "rolling.RolingFileAppender"));
        try {
            String started = node.script("start").text();
            assertTrue(started, started.contains("conf/logback.xml: appender: expected the name of a class of Logback's, found"
                    + " 'ch.qos.logback.core.rolling.RolingFileAppender'"));
            assertFalse("what is there is no mistake: " + started, started.contains("ConsoleAppender"));
            assertTrue(started, started.contains("conf/logback.xml: format: expected text or json, found 'jsno'"));
            assertTrue(lines(node).toString(), lines(node).stream().anyMatch(each -> each.contains(" INFO  [")));
        } finally {
            node.script("stop");
        }
    }

    @Test
    public void whatIsNoXmlAtAStartIsSaidAndTheLogIsAsBefore() throws Exception {
        Node node = Node.prepared("broken-logs");
        Path conf = node.home().resolve("conf/logback.xml");
        String shipped = Files.readString(conf);
        Files.writeString(conf, replaced(shipped, "</configuration>", ""));
        try {
            String started = node.script("start").text();
            assertTrue(started, started.contains("conf/logback.xml: line "));
            assertTrue("as shipped", lines(node).stream().anyMatch(each -> each.contains(" INFO  [")));
            node.script("stop");
            Files.writeString(conf, replaced(shipped, "value=\"text\"", "value=\"json\""));
            started = node.script("start").text();
            assertFalse(started, started.contains("is not used until"));
            node.script("stop");
            int before = lines(node).size();
            Files.writeString(conf, "no XML");
            started = node.script("start").text();
            assertTrue(started, started.contains("conf/logback.xml is not used until this is mended"));
            List<String> after = lines(node).subList(before, lines(node).size());
            assertTrue("as it was: " + after, !after.isEmpty() && after.stream().allMatch(each -> each.startsWith("{")));
        } finally {
            node.script("stop");
        }
    }

    @Test
    public void aFormatThatIsNoneWhileTheNodeRunsLeavesTheLogAsItWas() throws Exception {
        try (Node node = Node.prepared("odd-later")) {
            Path conf = node.home().resolve("conf/logback.xml");
            String shipped = Files.readString(conf);
            node.start();
            Files.writeString(conf, replaced(shipped, "value=\"text\"", "value=\"jsno\""));
            Await.until("it is said", () -> Files.readString(node.home().resolve("data/logs/groundswell.log"))
                    .contains("conf/logback.xml: format: expected text or json, found 'jsno'"));
            Files.writeString(conf, replaced(replaced(shipped, "<root level=\"warn\">", "<root level=\"wran\">"),
                    "rolling.RollingFileAppender", "rolling.RolingFileAppender"));
            for (String each : List.of("appender: expected the name of a class of Logback's, found 'ch.qos.logback.core.rolling."
                    + "RolingFileAppender'", "level: expected all, trace, debug, info, warn, error or off, found 'wran'")) {
                Await.until("it is said", () -> lines(node).stream().anyMatch(line -> line.contains(each)));
            }
            Await.until("health warns", () -> node.visitor().get("/readyz").body().contains("\"conf\",\"status\":\"WARN\""));
            Files.writeString(conf, shipped);
            Await.until("what is good has no problems", () -> lines(node).stream()
                    .anyMatch(each -> each.endsWith("conf/logback.xml has no problems")));
        }
    }

    private static String replaced(String text, String before, String after) {
        assertTrue(before, text.contains(before));
        return text.replace(before, after);
    }

    private static List<String> lines(Node node) throws Exception {
        return Files.readAllLines(node.home().resolve("data/logs/groundswell.log"));
    }

    private static List<JsonObject> parsed(List<String> lines) {
        var entries = new ArrayList<JsonObject>();
        lines.forEach(line -> entries.add(JsonParser.parseString(line).getAsJsonObject()));
        return entries;
    }
}
