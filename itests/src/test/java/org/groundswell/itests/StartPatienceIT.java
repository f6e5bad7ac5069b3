package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** How long {@code bin/groundswell} waits for a node that starts: its own scripts, with a node and a clock of paper. */
public class StartPatienceIT {
    /** Each look takes five seconds of the shell's own clock, and none of ours. */
    private static final String STAGE = """
            set -euo pipefail
            failed=1 not_fit=5 version=1 data=$PWD home=$PWD admin=admin welcome= password=
            say() { echo "groundswell: $*" >&2; }
            fail() { local status=$1; shift; say "$@"; exit "$status"; }
            . "$1/fitness.sh"
            . "$1/commands.sh"
            site_url() { echo http://site; }
            console_url() { echo http://console; }
            running_pid() { echo 1; }
            size() { stat -c %s "$1" 2>/dev/null || echo 0; }
            pause_a_moment() { SECONDS=$(( SECONDS + 5 )); }
            look_at() { case $1 in /healthz) seen=200;; *) seen=$(ask "$1" | head -n 1);; esac; }
            ask() {
              if [ $SECONDS -ge $fit_after ]; then printf '200\\n{"name":"start","status":"OK"}\\n'; return; fi
              printf '503\\n{"name":"%s","status":"TEMPORARILY_UNAVAILABLE","said":["The node starts: level %s of 30"]}\\n' \\
                "$lacking" $(( SECONDS / step_seconds ))
            }
            """;
    private static final String NEVER = "999999";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void aStartThatGetsOnIsWaitedFor() throws Exception {
        assertTrue(await("lacking=start step_seconds=50 fit_after=240", 0).contains("Groundswell 1 runs (process 1)"));
    }

    @Test
    public void oneThatStandsStillIsNotNorOneThatNeverEnds() throws Exception {
        String standing = await("lacking=start step_seconds=" + NEVER + " fit_after=120", 5);
        assertTrue(standing, standing.contains("is not fit to serve: start (TEMPORARILY_UNAVAILABLE)"));
        await("lacking=start step_seconds=50 fit_after=" + NEVER, 5);
    }

    @Test
    public void whatIsWrongWithANodeThatHasStartedIsSaidSoon() throws Exception {
        String wrong = await("lacking=donations step_seconds=" + NEVER + " fit_after=50", 5);
        assertTrue(wrong, wrong.contains("donations (TEMPORARILY_UNAVAILABLE)"));
    }

    @Test
    public void reasonsAreThoseOfThisRun() throws Exception {
        Path logs = Files.createDirectory(folder.getRoot().toPath().resolve("logs"));
        Files.writeString(logs.resolve("groundswell.log"), "2026 WARN before\n");
        Files.writeString(logs.resolve("start.log"), "== started at noon\nthe run before\n");
        String said = await("lacking=donations step_seconds=" + NEVER + " fit_after=" + NEVER
                + " mark=$(size logs/groundswell.log); echo '2026 WARN of now' >> logs/groundswell.log", 5);
        assertTrue(said, said.contains("of now"));
        assertFalse(said, said.contains("before"));
    }

    private String await(String setting, int status) throws Exception {
        Path output = folder.newFile().toPath();
        Process shell = new ProcessBuilder("bash", "-c", STAGE + setting + "\nSECONDS=0\nawait_fitness", "stage",
                Path.of("../runtime/lib").toRealPath().toString()).directory(folder.getRoot()).redirectErrorStream(true)
                .redirectOutput(output.toFile()).start();
        try {
            assertTrue(shell.waitFor(120, TimeUnit.SECONDS));
        } finally {
            shell.destroyForcibly();
        }
        assertEquals(Files.readString(output), status, shell.exitValue());
        return Files.readString(output);
    }
}
