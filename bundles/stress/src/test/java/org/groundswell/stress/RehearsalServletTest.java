package org.groundswell.stress;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.groundswell.console.testing.Call;
import org.groundswell.console.testing.FakeFrame;
import org.groundswell.console.testing.TranslatedTexts;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.stress.Reports.Report;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class RehearsalServletTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final FakeFrame frame = new FakeFrame(RehearsalServlet.class);
    private Path home;
    private Tester tester;
    private RehearsalServlet servlet;

    @Before
    public void open() throws IOException {
        home = folder.getRoot().toPath();
        Files.createDirectories(home.resolve("data/stress"));
        Files.createDirectories(home.resolve("bin"));
        tester = new Tester(new NodeFolder(home));
        servlet = new RehearsalServlet(new Reports(home.resolve("data/stress")), frame, frame, tester);
    }

    @After
    public void close() {
        tester.stop();
    }

    @Test
    public void aTestIsBegunWatchedAndStoppedAndThereIsOneAtATime() throws Exception {
        program("echo \"$@\" > " + home + "/asked; exec sleep 60");
        assertEquals(303, start("visitors", "5", "seconds", "10", "donors", "20", "target", "", "agreement", "").status);
        await(() -> Files.exists(home.resolve("asked")));
        assertTrue(Call.get(servlet, null).body().contains("data-again"));
        Reports.replace(home.resolve("data/stress/progress"), report("2026-11-27T20:00:00Z", 4_321));
        String page = Call.get(servlet, null).body();
        assertTrue(page, page.contains("How it goes") && page.contains("4321") && page.contains("<svg "));
        assertEquals(409, start("visitors", "5", "seconds", "10", "donors", "20").status);
        assertEquals(303, Call.post(servlet, "do", "stop").status);
        await(() -> !tester.isRunning());
        assertFalse(Call.get(servlet, null).body().contains("data-again"));
        await(() -> text("asked").contains("stress --visitors 5 --seconds 10 --donors 20 --progress "));
        assertTrue(text("asked"), text("asked").startsWith("--data " + home.resolve("data")));
        assertEquals(List.of("rehearsal.start this node 5/s, 10 s", "rehearsal.start this node 5/s, 10 s",
                "rehearsal.stop stress "), frame.noted);
    }

    @Test
    public void whatCouldNotBeTestedIsSaid() throws Exception {
        program("echo 'stress: it has <not> agreed'; exit 2");
        assertEquals(303, start("visitors", "5", "seconds", "10", "donors", "0", "target", "https://give.example.org",
                "agreement", "ab12").status);
        await(() -> !tester.isRunning());
        assertTrue(Call.get(servlet, null).body().contains("it has &lt;not&gt; agreed"));
        assertFalse("an agreement is a secret", frame.noted.toString().contains("ab12"));
    }

    @Test
    public void moreThanTheBoundsAndWhatIsNoOrderBeginsNothing() throws Exception {
        for (List<String> wrong : List.of(List.of("visitors", "0"), List.of("visitors", "501"), List.of("visitors", "-1"),
                List.of("visitors", "1e3"), List.of("seconds", "4"), List.of("seconds", "901"), List.of("donors", "101"),
                List.of("donors", ""), List.of("target", "file:///etc/passwd"), List.of("target", "--token"),
                List.of("target", "http://u:p@host"), List.of("target", "http://"), List.of("target", "<script>"),
                List.of("agreement", "--compare"), List.of("visitors", "999999999999"))) {
            var all = new HashMap<>(Map.of("visitors", "5", "seconds", "10", "donors", "20"));
            all.put(wrong.getFirst(), wrong.getLast());
            Call call = start(all.entrySet().stream().flatMap(each -> List.of(each.getKey(), each.getValue()).stream())
                    .toArray(String[]::new));
            assertEquals(wrong.toString(), 422, call.status);
            assertTrue(call.body(), call.body().contains("aria-invalid") && !call.body().contains("<script>\""));
        }
        assertEquals(List.of(), frame.noted);
        assertEquals(400, Call.post(servlet, "do", "else").status);
        frame.logIsFull = true;
        assertThrows(IOException.class, () -> start("visitors", "5", "seconds", "10", "donors", "20"));
        assertFalse(tester.isRunning());
    }

    @Test
    public void theLastOneIsLaidBesideTheOneBefore() throws Exception {
        var reports = new Reports(home.resolve("data/stress"));
        reports.write(report("2026-11-26T20:00:00Z", 10));
        reports.write(report("2026-11-27T20:00:00Z", 20));
        for (String language : List.of("en", "nl", "ar")) {
            frame.language = language;
            String page = Call.get(servlet, null).body();
            assertTrue(page, page.contains("last time: visitors"));
            assertTrue(page, page.contains(TranslatedTexts.read(RehearsalServlet.class, language).getProperty("last.holds")));
        }
    }

    private Call start(String... fields) throws Exception {
        var all = new ArrayList<>(List.of("do", "start"));
        all.addAll(List.of(fields));
        return Call.post(servlet, all.toArray(String[]::new));
    }

    private void program(String script) throws IOException {
        Path file = Files.writeString(home.resolve("bin/groundswell"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private String text(String file) {
        try {
            return Files.readString(home.resolve(file));
        } catch (IOException e) {
            return "";
        }
    }

    private static Report report(String at, int came) {
        return new Report(at, "http://127.0.0.1:8080", 5, 20, new Result(10, came, came, 0, 10, 1, Map.of(), Map.of(), 3, -1, "",
                List.of(new Result.Point(0.5, 5, 1, 3, 9, 0))));
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue("in time", System.nanoTime() < end);
            LockSupport.parkNanos(1_000_000);
        }
    }
}
