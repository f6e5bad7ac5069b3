package org.groundswell.kernel.configuration;

import static org.junit.Assert.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.After;
import org.junit.Test;

public class LoggingCheckTest {
    private final InputStream in = System.in;
    private final PrintStream out = System.out;

    @After
    public void giveBack() {
        System.setIn(in);
        System.setOut(out);
    }

    @Test
    public void aMistakeIsALineAndAGoodFileNone() throws Exception {
        assertEquals("", said("<configuration/>"));
        assertEquals("conf/logback.xml: format: expected text or json, found 'x'" + System.lineSeparator(),
                said("<configuration><property name=\"format\" value=\"x\"/></configuration>"));
        assertEquals("conf/logback.xml: appender: expected the name of a class of Logback's, found 'no.Class'"
                + System.lineSeparator(), said("<configuration><appender name=\"x\" class=\"no.Class\"/></configuration>"));
        assertEquals("", said("<configuration><appender name=\"x\" class=\"" + LoggingCheck.class.getName()
                + "\"/></configuration>"));
        assertEquals("no XML at all", 1, said("level = info").lines().count());
    }

    @Test
    public void shortNamesAreThoseOfTheImports() throws Exception {
        String known = LoggingCheck.class.getName();
        String appender = "<appender name=\"x\" class=\"LoggingCheck\"><encoder class=\"LoggingCheck\"/></appender>";
        assertEquals("", said("<configuration><import class=\"" + known + "\"/>" + appender + "</configuration>"));
        assertEquals("conf/logback.xml: appender: expected the name of a class of Logback's, found 'LoggingCheck'",
                said("<configuration>" + appender + "</configuration>").lines().findFirst().orElseThrow());
        assertEquals("an import of nothing", "conf/logback.xml: import: expected the name of a class of Logback's, found 'no.Class'",
                said("<configuration><import class=\"no.Class\"/></configuration>").strip());
        assertEquals("an included file may import it", "",
                said("<configuration><include file=\"more.xml\"/>" + appender + "</configuration>"));
    }

    private static String said(String file) throws Exception {
        var said = new ByteArrayOutputStream();
        System.setIn(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)));
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        LoggingCheck.main(new String[0]);
        return said.toString(StandardCharsets.UTF_8);
    }
}
