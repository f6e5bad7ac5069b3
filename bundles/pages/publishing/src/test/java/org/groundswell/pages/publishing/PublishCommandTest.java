package org.groundswell.pages.publishing;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.groundswell.testing.RecordsInMemory;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What somebody at the shell is answered, and what is noted of it. */
public class PublishCommandTest {
    private static final Instant NOW = Instant.parse("2026-11-28T20:00:00Z");
    private static final KeptVersions KEEPING = new KeptVersions(20, Duration.ofDays(30));
    private static final String ERROR = "[{severity: 'ERROR', file: 'content/en/home.md', line: 3, message: 'leads nowhere',"
            + " suggestion: ''}, {severity: 'WARNING', file: 'site.yaml', line: 0, message: 'odd', suggestion: 'other'}]";
    private static final String WARNING = "[{severity: 'WARNING', file: 'content/en/home.md', line: 2, message: 'no word',"
            + " suggestion: 'mend it'}]";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final RecordsInMemory records = new RecordsInMemory();
    private final List<String> noted = new ArrayList<>();
    private SitePublishing publishing;
    private PublishCommand command;
    private boolean logIsFull;

    @Before
    public void open() throws Exception {
        Files.createDirectories(path("next/content/en"));
        Files.createDirectories(path("site"));
        Files.writeString(path("next/site.yaml"), "name: next");
        Files.writeString(path("next/content/en/home.md"), "Welcome");
        publishing = new SitePublishing(path("site"), path("data/publishing"), () -> NOW, KEEPING);
        publishing.bindRecords(records);
        publishing.bindKeys(new OneKey(1));
        finds("[]");
        command = new PublishCommand(publishing, new PublicationCheck(path("check"), path("data"), Duration.ofMinutes(5)), null,
                (action, subject) -> {
                    if (logIsFull) {
                        throw new IOException("the disk is full");
                    }
                    noted.add(action + " " + subject);
                });
        publishing.round();
    }

    @After
    public void close() {
        publishing.close();
    }

    @Test
    public void itSaysWhatHoldsAndIsNoted() throws Exception {
        String said = command.publish("site", path("next").toString());
        assertTrue(said, said.startsWith("Published as "));
        publishing.round();
        String version = publishing.list().getFirst().split(" ")[0];
        String already = command.publish("back", version);
        assertTrue(already, already.startsWith(version + " is wanted already"));
        assertEquals(List.of("site.publish-all " + version, "site.back-all " + version), noted);
        assertEquals("it has looked through the very files", "Welcome", Files.readString(path("seen")));
        assertFalse("and nothing of them is left", Files.exists(path("data/publishing/look")));
    }

    @Test
    public void errorsStopItWhateverIsMeant() throws Exception {
        finds(ERROR);
        for (String said : List.of(refusal("site", path("next").toString()), refusal("site", path("next").toString(), "anyway"))) {
            assertTrue(said, said.contains("content/en/home.md:3: error: leads nowhere"));
            assertFalse("they come first", said.contains("odd"));
        }
        isAsItWas();
    }

    @Test
    public void warningsStopItUntilSomebodySaysThatTheyAreMeant() throws Exception {
        finds(WARNING);
        String said = refusal("site", path("next").toString());
        assertTrue(said, said.contains("content/en/home.md:2: warning: no word; mend it"));
        assertTrue(said, said.endsWith("groundswell:publish site " + path("next") + " anyway"));
        isAsItWas();
        String done = command.publish("site", path("next").toString(), "anyway");
        assertTrue(done, done.matches("(?s)content/en/home.md:2: warning: no word.*\nPublished as .*"));
        assertEquals(noted.toString(), 1, noted.size());
    }

    @Test
    public void whereNoLookCanBeHadSomebodyHasToSayThatItCannotWait() throws Exception {
        for (String broken : List.of("exit 2", "echo nonsense")) {
            program(broken);
            String said = refusal("site", path("next").toString());
            assertTrue(said, said.startsWith("Refused: nobody could look through it: the check "));
        }
        isAsItWas();
        String done = command.publish("site", path("next").toString(), "anyway");
        assertTrue(done, done.startsWith("Nobody has looked through it: the check said"));
    }

    @Test
    public void manyFindingsAreNamedUpToFifty() throws Exception {
        finds("[" + (ERROR.substring(1, ERROR.indexOf('}') + 1) + ",").repeat(50) + ERROR.substring(1));
        String said = refusal("site", path("next").toString());
        assertTrue(said, said.endsWith("\nand 1 more; bin/groundswell check names all"));
    }

    @Test
    public void whatCannotBeNotedIsNotDone() throws Exception {
        command.publish("site", path("next").toString());
        String version = noted.getFirst().split(" ")[1];
        publishing.round();
        logIsFull = true;
        Files.writeString(path("next/site.yaml"), "name: later");
        for (String said : List.of(refusal("site", path("next").toString()), refusal("back", version))) {
            assertTrue(said, said.endsWith("audit log: the disk is full"));
        }
        publishing.round();
        assertEquals(1, publishing.list().size());
    }

    @Test
    public void whatIsWrongIsRefusedAndNotNoted() throws Exception {
        for (List<String> each : List.of(List.of("back", "nonsense"), List.of("site", path("nowhere").toString()),
                List.of("site", path("next/content").toString()), List.of("site", "\0"), List.of("away", "x"),
                List.of("nothing"), List.of("settings", "nothing"), List.of("settings", "nothing", "x"),
                List.of("back", "x", "anyway"), List.of("site", path("next").toString(), "please"))) {
            String said = refusal(each.toArray(String[]::new));
            assertTrue(said, said.startsWith("Refused: "));
        }
        records.away(true);
        assertTrue(refusal("site", path("next").toString()).contains("away"));
        assertTrue(refusal("back", "x").contains("away"));
        records.away(false);
        isAsItWas();
        var alone = new SitePublishing(path("site"), path("alone"), () -> NOW, KEEPING);
        try {
            var command = new PublishCommand(alone, new PublicationCheck(path("check"), path("data"), Duration.ofMinutes(5)), null,
                    (_, _) -> { });
            assertThrows(CommandFailedException.class, () -> command.publish("list"));
        } finally {
            alone.close();
        }
    }

    private void isAsItWas() throws IOException {
        publishing.round();
        assertEquals(List.of(), publishing.list());
        assertEquals(List.of(), noted);
    }

    private String refusal(String... typed) {
        return assertThrows(CommandFailedException.class, () -> {
            switch (typed.length) {
                case 1 -> command.publish(typed[0]);
                case 2 -> command.publish(typed[0], typed[1]);
                default -> command.publish(typed[0], typed[1], typed[2]);
            }
        }).getMessage();
    }

    private void finds(String findings) throws IOException {
        Files.writeString(path("findings"), findings);
        program("cat '" + path("findings") + "'");
    }

    /** Like {@code bin/groundswell}, called as {@code check FOLDER --json}. */
    private void program(String answer) throws IOException {
        Files.writeString(path("check"), "#!/bin/sh\n[ \"$1 $3\" = 'check --json' ] || exit 3\ncat \"$2/content/en/home.md\" > '"
                + path("seen") + "'\n" + answer + "\n");
        Files.setPosixFilePermissions(path("check"), PosixFilePermissions.fromString("rwx------"));
    }

    private Path path(String name) {
        return folder.getRoot().toPath().resolve(name);
    }
}
