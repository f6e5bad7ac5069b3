package org.groundswell.kernel.backup;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.groundswell.donations.postgres.server.PostgresServer;
import org.groundswell.kernel.api.node.NodeFolder;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A node whose gifts are in PostgreSQL as one file, and back. */
public class DatabaseBackupTest {
    private static final Instant AT = Instant.parse("2026-11-28T03:00:00Z");
    private static final String SETTINGS = "conf/org.groundswell.donations.ledger.postgres.cfg";

    @ClassRule
    public static final PostgresServer SERVER = new PostgresServer();
    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();
    private Path home;
    private NodeFolder node;
    private Path file;
    private String schema;

    @Before
    public void node() throws Exception {
        home = temporary.newFolder("node").toPath();
        node = new NodeFolder(home);
        file = temporary.getRoot().toPath().resolve("backup.zip");
        schema = SERVER.schema();
        SERVER.execute(schema, "CREATE TABLE donation (id bigint PRIMARY KEY, name text NOT NULL)");
        SERVER.execute(schema, "CREATE FUNCTION never() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$ BEGIN RAISE EXCEPTION 'never'; END $$");
        SERVER.execute(schema, "CREATE TRIGGER never BEFORE UPDATE ON donation EXECUTE FUNCTION never()");
        SERVER.execute(schema, "INSERT INTO donation VALUES (1, 'Ana'), (2, 'Zoë')");
        write("site/site.yaml", "name: Appeal");
        write("secret", PostgresServer.PASSWORD);
        settings("");
    }

    private void settings(String more) throws IOException {
        write(SETTINGS, "url = " + PostgresServer.url(schema, SERVER.port()) + "\nuser = " + PostgresServer.USER
                + "\npassword = file:secret\n" + more);
    }

    @Test
    public void giftsGoIntoAnEmptyDatabase() throws Exception {
        Backup.Written written = backup();
        assertTrue(written.text(), written.text().contains("The gifts of the database are in it"));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        SERVER.execute(schema, "INSERT INTO donation VALUES (3, 'later')");
        write("site/site.yaml", "name: Later");
        empty();
        Restore.Restored restored = restore();
        assertEquals(OptionalLong.of(2), restored.gifts());
        assertEquals("name: Appeal", Files.readString(home.resolve("site/site.yaml")));
        assertEquals(2, SERVER.number(schema, "SELECT count(*) FROM donation WHERE name IN ('Ana', 'Zoë')"));
        assertThrows("what guards it is there, too", SQLException.class,
                () -> SERVER.execute(schema, "UPDATE donation SET name = ''"));
        assertFalse(Files.exists(home.resolve("data/tmp/backup/gifts.dump")));
    }

    @Test
    public void aDatabaseThatHasGiftsStaysAndSoDoesTheNode() throws Exception {
        backup();
        SERVER.execute(schema, "INSERT INTO donation VALUES (3, 'later')");
        write("site/site.yaml", "name: Later");
        refused("is not empty (3 gifts)");
        assertEquals(OptionalLong.empty(), new Restore(node, "1.0.0").from(file, AT, false).gifts());
        assertEquals("name: Appeal", Files.readString(home.resolve("site/site.yaml")));
        assertEquals(3, SERVER.number(schema, "SELECT count(*) FROM donation"));
    }

    @Test
    public void theDatabaseOfThisNodesSettingsIsMeantAndTheyStay() throws Exception {
        backup();
        empty();
        write(SETTINGS, Files.readString(home.resolve(SETTINGS)) + "# moved\n");
        assertEquals(OptionalLong.of(2), restore().gifts());
        assertTrue(Files.readString(home.resolve(SETTINGS)).endsWith("# moved\n"));
        Files.delete(home.resolve(SETTINGS));
        empty();
        assertEquals("those of the backup where it has none", OptionalLong.of(2),
                new Restore(node, "1.0.0").from(file, AT.plusSeconds(1), true).gifts());
    }

    @Test
    public void withoutTheToolsNothingIsWritten() throws Exception {
        settings("tools = " + temporary.newFolder("none"));
        notWritten("pg_dump cannot be run: install PostgreSQL's client programs");
        settings("listen = false");
        notWritten("backup --without-gifts");
        settings("tools = " + tool("pg_dump", "echo half; echo 'pg_dump: error: aborting because of server version mismatch"
                + "\npg_dump: detail: server version: 99.1; pg_dump version: 15.1' >&2; exit 1"));
        notWritten("server version: 99.1; pg_dump version: 15.1; install");
    }

    @Test
    public void aDatabaseThatIsNotFilledLeavesTheNodeAsItIs() throws Exception {
        backup();
        empty();
        write("site/site.yaml", "name: Later");
        settings("tools = " + tool("pg_restore", "echo 'no room' >&2; exit 3"));
        refused("pg_restore failed (status 3): no room");
    }

    private Backup.Written backup() throws IOException {
        return new Backup(node, List.of(), "1.0.0").write(file, true);
    }

    private Restore.Restored restore() throws IOException {
        return new Restore(node, "1.0.0").from(file, AT, true);
    }

    private void notWritten(String why) throws IOException {
        IOException refused = assertThrows(IOException.class, this::backup);
        assertTrue(refused.getMessage(), refused.getMessage().contains(why));
        try (Stream<Path> left = Files.list(file.getParent())) {
            assertFalse(left.anyMatch(each -> each.toString().contains("backup.zip")));
        }
    }

    private void refused(String why) throws IOException {
        IOException refused = assertThrows(IOException.class, this::restore);
        assertTrue(refused.getMessage(), refused.getMessage().contains(why));
        assertEquals("name: Later", Files.readString(home.resolve("site/site.yaml")));
        try (Stream<Path> left = Files.list(home)) {
            assertFalse(left.anyMatch(each -> each.toString().matches(".*(restored|before).*")));
        }
    }

    private void empty() throws Exception {
        SERVER.execute("public", "DROP SCHEMA " + schema + " CASCADE");
        SERVER.execute("public", "CREATE SCHEMA " + schema);
    }

    /** @return the folder that it is in */
    private Path tool(String name, String script) throws IOException {
        Path tool = temporary.newFolder().toPath().resolve(name);
        Files.writeString(tool, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwx------"));
        return tool.getParent();
    }

    private void write(String name, String text) throws IOException {
        Path path = home.resolve(name);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
