package org.groundswell.kernel.configuration;

import static org.junit.Assert.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.groundswell.kernel.api.node.NodeFolder;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class LoggingFileTest {
    private static final String GOOD = """
            <configuration>
              <property name="format" value="text"/>
              <appender name="file-text" class="x"/>
              <appender name="file-json" class="x"/>
              <root level="warn"><appender-ref ref="file-${format}"/></root>
            </configuration>
            """;

    @Rule
    public final TemporaryFolder home = new TemporaryFolder();
    private final Problems problems = new Problems();
    private Path file;
    private Path inForce;
    private LoggingFile logging;

    @Before
    public void start() throws Exception {
        file = home.newFolder("conf").toPath().resolve("logback.xml");
        inForce = home.newFolder("data", "tmp").toPath().resolve("logback.xml");
        Files.writeString(file, GOOD);
        Files.writeString(inForce, GOOD);
        logging = new LoggingFile(new NodeFolder(home.getRoot().toPath()), problems, "x"::equals);
        look();
    }

    @Test
    public void whatIsGoodIsInForce() throws Exception {
        String json = GOOD.replace("\"text\"", "\"json\"");
        Files.writeString(file, json);
        logging.look();
        assertEquals("perhaps it is being written", GOOD, Files.readString(inForce));
        logging.look();
        assertEquals(json, Files.readString(inForce));
        assertEquals(List.of(), problems.all());
    }

    @Test
    public void whatWouldLeaveNoLogIsSaidAndTheLastGoodOneStays() throws Exception {
        refused(GOOD.replace("\"text\"", "\"jsno\""), "conf/logback.xml: format: expected text or json, found 'jsno'");
        refused(GOOD.replace("ref=\"file-", "ref=\"flie-"),
                "conf/logback.xml: appender-ref: expected the name of an appender, found 'flie-text'");
        refused(GOOD.replace("</root>", ""), "conf/logback.xml: line 6: The element type \"root\" must be terminated by the"
                + " matching end-tag \"</root>\".");
        refused(GOOD.replace("file-json\" class=\"x\"", "file-json\" class=\"y\""),
                "conf/logback.xml: appender: expected the name of a class of Logback's, found 'y'");
        refused(GOOD.replace("json\" class=\"x\"/>", "json\" class=\"x\"><encoder class=\"z\"/></appender>"),
                "conf/logback.xml: encoder: expected the name of a class of Logback's, found 'z'");
        refused(GOOD.replace(" class=\"x\"/>\n  <root", "/>\n  <root"),
                "conf/logback.xml: appender: expected the name of a class of Logback's, found ''");
        for (String level : List.of("<root level=\"wran\">", "<root><level value=\"wran\"/>",
                "<logger name=\"a\"><level>wran</level></logger><root level=\"INFO\">")) {
            refused(GOOD.replace("<root level=\"warn\">", level),
                    "conf/logback.xml: level: expected all, trace, debug, info, warn, error or off, found 'wran'");
        }
        Files.writeString(file, GOOD);
        look();
        assertEquals(List.of(), problems.all());
    }

    @Test
    public void variablesAreNotJudged() throws Exception {
        String variable = GOOD.replace("<root level=\"warn\">", "<root level=\"${level:-warn}\">");
        Files.writeString(file, variable);
        look();
        assertEquals(List.of(), problems.all());
        assertEquals(variable, Files.readString(inForce));
    }

    @Test
    public void aFileThatIsAwayChangesNothing() throws Exception {
        Files.delete(file);
        look();
        assertEquals(GOOD, Files.readString(inForce));
        assertEquals(List.of(), problems.all());
    }

    private void refused(String text, String why) throws Exception {
        Files.writeString(file, text);
        look();
        assertEquals(List.of(why), problems.all());
        assertEquals(GOOD, Files.readString(inForce));
    }

    private void look() throws Exception {
        logging.look();
        logging.look();
    }
}
