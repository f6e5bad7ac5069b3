package org.groundswell.kernel.health;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.felix.hc.api.Result;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class UnexpectedEndsCheckTest {
    private static final Instant NOW = Instant.parse("2026-11-27T20:00:00Z");

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private Path list;

    @Before
    public void makeList() throws IOException {
        list = folder.getRoot().toPath().resolve("list");
    }

    @Test
    public void anEndIsSaidForADay() throws IOException {
        assertEquals(Result.Status.OK, at(NOW).getStatus());
        Files.writeString(list, "2026-11-26T10:00:00Z\texit status 3\told.txt\n"
                + "2026-11-27T18:00:00Z\texit status 137\tone.txt\n2026-11-27T19:59:58Z\texit status 3\ttwo.txt\n");
        assertEquals(Result.Status.WARN, at(NOW).getStatus());
        assertTrue(at(NOW).toString(), at(NOW).toString().contains("seen at 2026-11-27T19:59:58Z (exit status 3); 2 times"
                + " within a day. See data/logs/crashes/two.txt"));
        assertEquals(Result.Status.OK, at(NOW.plus(Duration.ofDays(1))).getStatus());
    }

    @Test
    public void halfALineOfAFullDiskIsNothing() throws IOException {
        Files.writeString(list, "2026-11-27T18:0");
        assertEquals(Result.Status.OK, at(NOW).getStatus());
        Files.writeString(list, "\n\t\t\nyesterday\twhat\tfile\n");
        assertEquals(Result.Status.OK, at(NOW).getStatus());
    }

    private Result at(Instant now) {
        return new UnexpectedEndsCheck(list, Clock.fixed(now, ZoneOffset.UTC)).execute();
    }
}
