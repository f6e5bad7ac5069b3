package org.groundswell.itests.faults;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.groundswell.donations.postgres.server.PostgresServer;
import org.junit.ClassRule;
import org.junit.Test;

/** {@code itests/bench/run faults}: three nodes and each kind of fault, again and again in another order, with a report. */
public class FaultsBenchmark {
    private static final int NODES = 3;
    private static final int USUAL_MINUTES = 10;
    private static final DateTimeFormatter DATED = DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmm");

    @ClassRule
    public static final PostgresServer SERVER = new PostgresServer();

    private final List<Fault> left = new ArrayList<>();

    @Test
    public void tenMinutesOfEachKind() throws Exception {
        long seed = Long.getLong("groundswell.seed", System.nanoTime());
        Duration length = Duration.ofMinutes(Integer.getInteger("groundswell.faults.minutes", USUAL_MINUTES));
        var random = new Random(seed);
        long end = System.nanoTime() + length.toNanos();
        var run = new FaultsRun();
        run.play("faults-long", SERVER, NODES, () -> System.nanoTime() < end ? next(random) : null, seed);
        var report = new ArrayList<String>();
        report.add("# Faults, " + length.toMinutes() + " minutes");
        report.add("");
        report.add(NODES + " nodes behind HAProxy, PostgreSQL with a synchronous standby, all on one machine. Repeat with"
                + " `itests/bench/run faults -Dgroundswell.seed=" + seed + "`.");
        report.add("");
        run.told().forEach(each -> report.add("- " + each));
        System.out.println("Written: " + Files.write(Path.of(System.getProperty("groundswell.readme")).resolveSibling(
                "itests/bench/reports").resolve(LocalDateTime.now(ZoneOffset.UTC).format(DATED) + "-faults.md"), report));
    }

    private Fault next(Random random) {
        if (left.isEmpty()) {
            left.addAll(Arrays.asList(Fault.values()));
            Collections.shuffle(left, random);
        }
        return left.removeLast();
    }
}
