package org.groundswell.kernel.backup;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.groundswell.kernel.api.backup.OpenStore;
import org.groundswell.kernel.api.node.NodeFolder;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class BackupTest {
    private static final Instant AT = Instant.parse("2026-11-28T03:00:00Z");

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();
    private Path home;
    private NodeFolder node;
    private Path file;

    @Before
    public void node() throws IOException {
        home = temporary.newFolder("node").toPath();
        node = new NodeFolder(home);
        file = temporary.getRoot().toPath().resolve("backup.zip");
        write("conf/a.cfg", "port = 1");
        write("site/content/en/höme.md", "Welcome");
        write("data/links.key", "secret");
        write("data/ledger/ledger.db", "half a page");
        write("data/ledger/ledger.db-wal", "torn");
        write("data/logs/groundswell.log", "a line");
        write("data/framework/bundle1/x", "cache");
        write("data/node.pid", "17");
    }

    @Test
    public void aNodeIsMadeOfItAgain() throws Exception {
        Backup.Written written = new Backup(node, List.of(new Store()), "1.0.0").write(file, true);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(Files.size(file), written.bytes());
        Map<String, String> before = files();
        write("data/links.key", "another");
        write("data/new", "later");
        write("site/site.yaml", "later");
        List<Path> kept = new Restore(node, "1.0.0").from(file, AT, true).before();
        assertEquals("Welcome", Files.readString(home.resolve("site/content/en/höme.md")));
        assertEquals("secret", Files.readString(home.resolve("data/links.key")));
        assertEquals("all that was committed", Files.readString(home.resolve("data/ledger/ledger.db")));
        assertEquals(List.of("conf/a.cfg", "data/ledger/ledger.db", "data/links.key", "site/content/en/höme.md"),
                files().keySet().stream().filter(each -> !each.contains(".before-")).toList());
        assertEquals(List.of("conf", "data", "site"), kept.stream().map(each -> each.getFileName().toString())
                .map(each -> each.replaceFirst("\\.before-20261128T030000Z$", "")).toList());
        assertEquals("later", Files.readString(kept.get(1).resolve("new")));
        assertTrue(before.containsKey("data/node.pid"));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("data/links.key"))));
    }

    @Test
    public void whoseGiftsAreInADatabaseMayLeaveThemThereAndIsTold() throws Exception {
        String settings = "conf/org.groundswell.donations.ledger.postgres.cfg";
        assertFalse(new Backup(node, List.of(), "1.0.0").write(file, true).text().contains("gifts"));
        refusedWithoutGifts();
        write(settings, "url = jdbc:postgresql://db/groundswell\nuse = false");
        refusedWithoutGifts();
        write("data/ledger/moved-to-postgres", "1");
        assertTrue("moved", textWithoutGifts().contains("There are no gifts in it"));
        Files.delete(home.resolve("data/ledger/moved-to-postgres"));
        write(settings, "url = jdbc:postgresql://db/groundswell");
        assertTrue(textWithoutGifts().contains("There are no gifts in it"));
    }

    private void refusedWithoutGifts() {
        IOException refused = assertThrows(IOException.class, this::textWithoutGifts);
        assertTrue(refused.getMessage(), refused.getMessage().contains("in its own files"));
        assertFalse(Files.exists(file));
    }

    private String textWithoutGifts() throws IOException {
        Files.deleteIfExists(file);
        return new Backup(node, List.of(), "1.0.0").write(file, false).text();
    }

    @Test
    public void nothingIsWrittenOverAndNothingHalfStays() throws Exception {
        Files.writeString(file, "mine");
        assertThrows(IOException.class, () -> new Backup(node, List.of(), "1.0.0").write(file, true));
        assertEquals("mine", Files.readString(file));
        Files.delete(file);
        OpenStore broken = new Store() {
            @Override
            public void copyTo(Path copy) throws IOException {
                Files.writeString(copy, "half");
                throw new IOException("no space");
            }
        };
        assertThrows(IOException.class, () -> new Backup(node, List.of(broken), "1.0.0").write(file, true));
        assertFalse(Files.exists(file));
        try (Stream<Path> left = Files.list(file.getParent())) {
            assertEquals(List.of("node"), left.map(each -> each.getFileName().toString()).toList());
        }
        assertFalse(Files.exists(home.resolve("data/tmp/backup/ledger.db")));
    }

    @Test
    public void whatIsDamagedChangesNothing() throws Exception {
        new Backup(node, List.of(new Store()), "1.0.0").write(file, true);
        Map<String, String> before = files();
        refused("it is no backup", rewritten(Map.of(Backup.SUMS, "")));
        refused("data/links.key is damaged", rewritten(Map.of("data/links.key", "other")));
        refused("data/links.key is missing", rewritten(Map.of("data/links.key", "")));
        refused("is no file of a node", rewritten(Map.of(Backup.SUMS, "00  data/../../out\n")));
        refused("is no file of a node", rewritten(Map.of(Backup.SUMS, "00  bin/groundswell\n")));
        refused("made by release 1.0.1", rewritten(Map.of(Backup.VERSION, "1.0.1\n")));
        assertEquals(before, files());
    }

    private void refused(String why, Path damaged) {
        IOException refused = assertThrows(IOException.class, () -> new Restore(node, "1.0.0").from(damaged, AT, true));
        assertTrue(refused.getMessage(), refused.getMessage().contains(why));
    }

    /** The same archive with other contents; empty ones are left out. */
    private Path rewritten(Map<String, String> other) throws IOException {
        Path changed = temporary.newFile().toPath();
        try (var from = new ZipFile(file.toFile()); var to = new ZipOutputStream(Files.newOutputStream(changed))) {
            for (ZipEntry entry : from.stream().toList()) {
                String text = other.get(entry.getName());
                if (text == null || !text.isEmpty()) {
                    to.putNextEntry(new ZipEntry(entry.getName()));
                    to.write(text == null ? from.getInputStream(entry).readAllBytes() : text.getBytes());
                    to.closeEntry();
                }
            }
        }
        return changed;
    }

    private Map<String, String> files() throws IOException {
        var files = new TreeMap<String, String>();
        try (Stream<Path> all = Files.walk(home)) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                files.put(home.relativize(each).toString(), Files.readString(each));
            }
        }
        return files;
    }

    private void write(String name, String text) throws IOException {
        Path path = home.resolve(name);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private class Store implements OpenStore {
        @Override
        public Path file() {
            return home.resolve("data/ledger/ledger.db");
        }

        @Override
        public void copyTo(Path copy) throws IOException {
            Files.writeString(copy, "all that was committed");
        }
    }
}
