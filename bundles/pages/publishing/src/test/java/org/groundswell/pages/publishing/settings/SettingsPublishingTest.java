package org.groundswell.pages.publishing.settings;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.groundswell.pages.publishing.CommandFailedException;
import org.junit.Test;

/** Three nodes that take settings one after another. */
public class SettingsPublishingTest extends ThreeNodes {
    @Test
    public void oneNodeAfterAnotherTakesThem() throws Exception {
        String version = publishFirstTo("b");
        assertEquals("one tries, and the other one waits", List.of(NEW, NEW, OLD), List.of(mail("a"), mail("b"), mail("c")));
        pass(PROBATION.minusSeconds(1));
        assertEquals(OLD, mail("c"));
        pass(Duration.ofSeconds(1));
        rounds();
        assertEquals("it is its turn", NEW, mail("c"));
        pass(PROBATION);
        rounds();
        for (String each : nodes.keySet()) {
            assertEquals(List.of(version + "  1 files  wanted  here"), nodes.get(each).list());
            assertEquals("what is a node's own stays", "port = " + each, read(each, "org.groundswell.edge.listener.cfg"));
            assertEquals(Optional.empty(), nodes.get(each).problem());
        }
        assertEquals("what it does not speak of, too", "only = here", read("b", "other.cfg"));
        assertEquals(List.of(version), noted);
        write("c", MAIL, "edited there");
        stop("c");
        start("c");
        rounds();
        assertEquals("and can be edited there", "edited there", mail("c"));
    }

    @Test
    public void theOldestVersionsGoAndWhoStillHasOneFollowsAsBefore() throws Exception {
        String oldest = publish();
        settle();
        states.values().forEach(each -> each.lacking = List.of("busy (CRITICAL)"));
        for (int i = 0; i < SettingsCatalogue.KEPT + 5; i++) {
            clock.pass(Duration.ofMinutes(1));
            write("a", MAIL, "host = " + i + "\n");
            publish();
        }
        assertEquals(NEW, mail("c"));
        assertFalse(nodes.get("b").want(oldest, noted::add));
        for (SettingsPublishing each : nodes.values()) {
            each.round();
            assertEquals("those before the last one, and that", SettingsCatalogue.KEPT + 1, each.list().size());
        }
        states.values().forEach(each -> each.lacking = List.of());
        settle();
        assertEquals("host = " + (SettingsCatalogue.KEPT + 4) + "\n", mail("c"));
        assertEquals(Optional.empty(), nodes.get("c").problem());
    }

    @Test
    public void aFileThatTheNextVersionHasNotGoes() throws Exception {
        write("a", "mail~other.cfg", "host = other\n");
        String first = publish();
        settle();
        assertEquals("host = other\n", read("c", "mail~other.cfg"));
        clock.pass(Duration.ofMinutes(1));
        Files.delete(conf("a").resolve("mail~other.cfg"));
        publish();
        settle();
        assertFalse(Files.exists(conf("c").resolve("mail~other.cfg")));
        nodes.get("c").want(first, noted::add);
        settle();
        assertEquals("host = other\n", read("c", "mail~other.cfg"));
        assertEquals("host = other\n", read("a", "mail~other.cfg"));
    }

    @Test
    public void aFileThatNobodyReadsIsInNobodysWay() throws Exception {
        Files.createDirectories(conf("b").resolve("unknown.cfg/folder"));
        publish();
        settle();
        assertEquals(List.of(NEW, NEW), List.of(mail("b"), mail("c")));
    }

    @Test
    public void anEarlierOneComesBackInTheSameWay() throws Exception {
        String first = publish();
        settle();
        clock.pass(Duration.ofMinutes(1));
        write("a", MAIL, "host = later\n");
        publish();
        settle();
        assertEquals("host = later\n", mail("c"));
        assertFalse(nodes.get("b").want("nonsense", noted::add));
        assertTrue(nodes.get("b").want(first, noted::add));
        settle();
        for (String each : nodes.keySet()) {
            assertEquals(each, NEW, mail(each));
        }
        assertEquals(3, noted.size());
    }

    @Test
    public void aNodeThatComesLaterHasThemToo() throws Exception {
        publish();
        settle();
        write("d", MAIL, OLD);
        start("d");
        settle();
        assertEquals(NEW, mail("d"));
    }

    @Test
    public void aSecretItselfIsNotPublishedAndWhatNobodyKnowsIsLeftOut() throws Exception {
        write("a", "unknown.cfg", "a = b");
        write("a", MAIL, "host = new\npassword = secret words\n");
        String said = assertThrows(IOException.class, () -> nodes.get("a").publish(noted::add)).getMessage();
        assertTrue(said, said.startsWith("conf/mail.cfg, line 2: the secret itself stands in password"));
        assertFalse(said, said.contains("words"));
        assertEquals(List.of(), noted);
        write("a", MAIL, NEW);
        List<String> lines = nodes.get("a").publish(noted::add);
        assertEquals("Left out: conf/unknown.cfg, because nothing at this node has these settings", lines.getFirst());
        assertTrue(lines.toString(), lines.getLast().contains(": 1 files;"));
        settle();
        assertTrue("what is left out stays where it is", Files.exists(conf("a").resolve("unknown.cfg")));
        records.after("settings", 0, 100).forEach(each -> assertFalse(each.value(), each.value().contains("host")));
    }

    @Test
    public void theShellIsAnsweredAndItIsNoted() throws Exception {
        var desk = new SettingsDesk(nodes.get("a"), (action, subject) -> noted.add(action + " " + subject));
        assertEquals("No settings were published yet", desk.list());
        String said = desk.publish();
        assertTrue(said, said.startsWith("Published as 2026-"));
        nodes.get("a").round();
        String version = desk.list().split(" ")[0];
        assertTrue(desk.back(version).startsWith(version + " is wanted"));
        assertEquals(List.of("settings.publish-all " + version, "settings.back-all " + version), noted);
        assertTrue(assertThrows(CommandFailedException.class, () -> desk.back("x")).getMessage().startsWith("Refused: there is no"));
        var full = new SettingsDesk(nodes.get("a"), (_, _) -> {
            throw new IOException("the disk is full");
        });
        String refused = assertThrows(CommandFailedException.class, full::publish).getMessage();
        assertTrue(refused, refused.endsWith("audit log: the disk is full"));
        records.away(true);
        assertThrows(CommandFailedException.class, desk::publish);
        assertEquals(2, noted.size());
    }

    @Test
    public void noVersionLeadsOutOfTheFolder() {
        for (String name : List.of("../x.cfg", "a/b.cfg", ".x.cfg", "x.json", "a\\b.cfg", ".cfg", "")) {
            assertFalse(name, SettingsVersion.isName(name));
            assertThrows(name, IllegalArgumentException.class, () -> SettingsVersion.read("{\"id\":\"1\",\"files\":{\""
                    + name.replace("\\", "\\\\") + "\":\"\"}}"));
        }
        assertTrue(SettingsVersion.isName("org.groundswell.donations.webhooks~crm.cfg"));
    }
}
