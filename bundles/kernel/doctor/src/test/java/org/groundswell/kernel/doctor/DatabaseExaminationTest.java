package org.groundswell.kernel.doctor;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.groundswell.donations.postgres.server.PostgresServer;
import org.groundswell.kernel.api.node.NodeFolder;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What the doctor says of a database that answers. */
public class DatabaseExaminationTest {
    private static final Path PAGE = Path.of("../../../docs/postgres.md");
    private static final long PAUSE_NANOS = 20_000_000;
    @ClassRule
    public static final PostgresServer SERVER = new PostgresServer();
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Before
    public void settings() throws Exception {
        Path home = folder.getRoot().toPath();
        Files.createDirectory(home.resolve("conf"));
        Files.writeString(home.resolve("conf/org.groundswell.donations.ledger.postgres.cfg"), "url = "
                + PostgresServer.url("public", SERVER.port()) + "\nuser = " + PostgresServer.USER + "\npassword = file:secret");
        Files.writeString(home.resolve("secret"), PostgresServer.PASSWORD);
    }

    @Test
    public void aGoodOneIsWellAndTheMissingStandbyIsExplainedWhereItSays() throws Exception {
        List<Finding> found = examined(InstantSource.system());
        assertEquals(found.toString(), List.of(Finding.Grade.WELL, Finding.Grade.NOTED, Finding.Grade.WELL),
                found.stream().map(Finding::grade).toList());
        assertTrue(found.get(0).said(), found.get(0).said().contains("takes writes"));
        assertTrue(found.get(1).todo(), found.get(1).todo().contains("docs/postgres.md#a-standby"));
        String page = Files.readString(PAGE);
        assertTrue("the page has what the advice names", page.contains("\n## A standby\n")
                && page.contains("synchronous_standby_names"));
    }

    @Test
    public void aClockThatIsAnHourOffIsIll() throws Exception {
        for (Duration off : List.of(Duration.ofHours(1), Duration.ofHours(-1))) {
            List<Finding> found = examined(InstantSource.offset(InstantSource.system(), off));
            assertEquals(found.toString(), Finding.Grade.ILL, found.getLast().grade());
            assertEquals("clock", found.getLast().subject());
        }
    }

    /** That it is waited for, not that there is one, is what its setting says. */
    @Test
    public void withAStandbyThatIsWaitedForThereIsNothingToNote() throws Exception {
        SERVER.execute("public", "ALTER ROLE " + PostgresServer.USER + " SET synchronous_commit = local");
        SERVER.execute("public", "ALTER SYSTEM SET synchronous_standby_names = 'db2'");
        try {
            SERVER.execute("public", "SELECT pg_reload_conf()");
            long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (examined(InstantSource.system()).size() != 2) {
                assertTrue("the server has read its settings", System.nanoTime() - end < 0);
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } finally {
            SERVER.execute("public", "ALTER SYSTEM RESET synchronous_standby_names");
            SERVER.execute("public", "SELECT pg_reload_conf()");
            SERVER.execute("public", "ALTER ROLE " + PostgresServer.USER + " RESET synchronous_commit");
        }
    }

    private List<Finding> examined(InstantSource clock) {
        return new DatabaseExamination(clock).examine(new Patient(new NodeFolder(folder.getRoot().toPath()), false));
    }
}
