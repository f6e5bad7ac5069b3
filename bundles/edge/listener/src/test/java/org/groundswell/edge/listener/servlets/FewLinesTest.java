package org.groundswell.edge.listener.servlets;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.Test;

public class FewLinesTest {
    private final LinkedBlockingQueue<String> log = new LinkedBlockingQueue<>();

    @Test
    public void aFewAreSaidAndTheRestIsCounted() throws Exception {
        var lines = new FewLines(log::add, 2);
        for (int i = 0; i < 1_000; i++) {
            lines.say("line " + i);
        }
        assertEquals("line 0", log.poll());
        assertEquals("line 1", log.poll());
        // However slow the machine: nobody is forgotten.
        int counted = 2;
        while (counted < 1_000) {
            String more = log.poll(10, TimeUnit.SECONDS);
            counted += more.startsWith("line") ? 1 : Integer.parseInt(more.split(" ")[2]);
        }
        assertEquals(1_000, counted);
    }

    @Test
    public void nobodyWritesALineOfTheirOwn() {
        new FewLines(log::add, 1).say("GET /x\r\n2026-11-27 ERROR forged\u2028\u0085\u0000\u202e" + "x".repeat(60_000));
        String line = log.poll();
        assertFalse(line, line.matches("(?s).*[\\r\\n\\u2028\\u0085\\u0000\\u202e].*"));
        assertTrue(line.length() + "", line.length() < 500);
    }

    @Test
    public void theCauseIsNamedInOneLine() {
        String cause = FewLines.cause(new IllegalStateException("outer", new IllegalArgumentException("inner")));
        assertTrue(cause, cause.startsWith("java.lang.IllegalArgumentException: inner at "));
    }
}
