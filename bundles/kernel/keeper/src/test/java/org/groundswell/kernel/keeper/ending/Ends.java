package org.groundswell.kernel.keeper.ending;

import static org.junit.Assert.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.stream.Collectors;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.ResultLog;
import org.groundswell.kernel.api.keeper.SwapOutcome;
import org.groundswell.kernel.keeper.Jars;
import org.groundswell.kernel.keeper.TestKeeper;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;

/** Ends of a node, one after another, each noted and followed by a start. */
public abstract class Ends {
    public static final String HALTED = "exit status 1";
    public static final String NO_MEMORY = "exit status 3: it had no memory left (see -Xmx in conf/jvm.options)";
    public static final String UNSEEN = "killed, or the machine went down: nothing saw it end";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private Path home;
    public TestKeeper keeper;
    Instant now = Instant.now().plusSeconds(60);
    public Suspects suspects;

    @Before
    public final void begin() throws Exception {
        home = folder.getRoot().toPath();
        keeper = new TestKeeper(home, 0);
        starts();
    }

    @After
    public final void end() throws Exception {
        keeper.close();
    }

    /** Never called. */
    static final class Halter {
        void halt() {
            Runtime.getRuntime().halt(1);
        }
    }

    final Path halter() throws Exception {
        Path jar = keeper.jar("org.example.halter", "1.0.0");
        Jars.add(jar, "org/example/Halter.class", classBytes(Halter.class));
        return jar;
    }

    private static byte[] classBytes(Class<?> type) throws Exception {
        try (var in = type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
            return in.readAllBytes();
        }
    }

    final void goodOf(String name, String version) throws Exception {
        assertEquals(SwapOutcome.GOOD, keeper.node().swap(keeper.jar(name, version), "test").get().outcome());
    }

    /** The node ends, is noted, and begins anew. */
    final void ends(String what) throws Exception {
        now = now.plusSeconds(30);
        Path list = home.resolve("data/logs/crashes/list");
        Files.createDirectories(list.getParent());
        Files.writeString(list, now + "\t" + what + "\tfile.txt\n", StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        now = now.plusSeconds(30);
        starts();
    }

    final void starts() {
        suspects = new Suspects(keeper.framework().context(), keeper.node(), keeper.history(), () -> now, now);
    }

    final String said() {
        var said = new ArrayList<String>();
        for (ResultLog.Entry each : suspects.execute()) {
            if (each.getStatus() == Result.Status.WARN) {
                said.add(each.getMessage());
            }
        }
        return said.stream().collect(Collectors.joining("\n"));
    }
}
