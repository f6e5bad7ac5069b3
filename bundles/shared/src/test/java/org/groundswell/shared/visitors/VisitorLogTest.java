package org.groundswell.shared.visitors;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.Test;
import org.slf4j.Logger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.LoggingEventBuilder;

public class VisitorLogTest {
    private final List<String> lines = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private final VisitorLog log = new VisitorLog(logger(), 5, nanos::get);

    @Test
    public void aTextOfAnyKindIsOneShortLine() {
        log.warn("No provider '{}', {}", "x\n2026-01-01 ERROR all is lost " + "y".repeat(60_000), 5);
        assertEquals(1, lines.size());
        assertTrue(lines.getFirst(), lines.getFirst().startsWith("No provider 'x 2026-01-01 ERROR")
                && lines.getFirst().endsWith("...', 5") && lines.getFirst().length() < 250);
        log.error("{}", (Object) null);
        assertEquals("null", lines.getLast());
    }

    @Test
    public void aFewLinesASecondAndANumberForTheRest() {
        for (int i = 0; i < 10_000; i++) {
            log.info("line {}", i);
        }
        assertEquals(5, lines.size());
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        log.info("line {}", "last");
        assertEquals(List.of("9995 lines like the next one were left out", "line last"), lines.subList(5, 7));
    }

    private Logger logger() {
        return (Logger) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Logger.class},
                (_, _, _) -> Proxy.newProxyInstance(getClass().getClassLoader(),
                        new Class<?>[] {LoggingEventBuilder.class}, (_, _, arguments) -> {
                            Object[] texts = arguments[1] instanceof Object[] several ? several
                                    : new Object[] {arguments[1]};
                            lines.add(MessageFormatter.arrayFormat((String) arguments[0], texts).getMessage());
                            return null;
                        }));
    }
}
