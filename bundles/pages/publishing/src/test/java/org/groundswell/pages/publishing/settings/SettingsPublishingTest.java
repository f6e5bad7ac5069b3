package org.groundswell.pages.publishing.settings;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.groundswell.kernel.api.keys.SharedKeys;
import org.groundswell.kernel.api.settings.Setting;
import org.groundswell.kernel.api.settings.SettingsForm;
import org.groundswell.kernel.api.settings.SettingsForms;
import org.groundswell.pages.publishing.CommandFailedException;
import org.groundswell.testing.RecordsInMemory;
import org.groundswell.testing.SetClock;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Three nodes that take settings one after another, and what becomes of it where one of them does not get on with them. */
public class SettingsPublishingTest {
    private static final Duration PROBATION = Duration.ofSeconds(60);
    private static final List<String> OWN = List.of("org.groundswell.edge.");
    private static final String MAIL = "mail.cfg";
    private static final String OLD = "host = old\n";
    private static final String NEW = "host = new\npassword = env:MAIL\n";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final RecordsInMemory records = new RecordsInMemory();
    private final SetClock clock = new SetClock("2026-11-28T20:00:00Z");
    private final Map<String, SettingsPublishing> nodes = new LinkedHashMap<>();
    private final Map<String, FakeNode> states = new HashMap<>();
    private final List<String> noted = new ArrayList<>();

    /** As its kernel would say it. */
    private static final class FakeNode implements NodeState {
        private volatile Set<String> unread = Set.of();
        private volatile List<String> problems = List.of();
        private volatile List<String> lacking = List.of();

        @Override
        public boolean isRead(String file) {
            return !unread.contains(file);
        }

        @Override
        public List<String> problems(String file) {
            return problems;
        }

        @Override
        public List<String> lacking() {
            return lacking;
        }
    }

    @Before
    public void open() throws Exception {
        for (String each : List.of("a", "b", "c")) {
            write(each, MAIL, OLD);
            write(each, "org.groundswell.edge.listener.cfg", "port = " + each);
            start(each);
        }
        rounds();
        write("a", MAIL, NEW);
        write("b", "other.cfg", "only = here");
    }

    @After
    public void close() {
        nodes.values().forEach(SettingsPublishing::close);
    }

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
    public void whereANodeIsNotFitWithThemAllGoBack() throws Exception {
        publishFirstTo("b");
        pass(PROBATION);
        rounds();
        assertEquals(List.of(NEW, NEW), List.of(mail("b"), mail("c")));
        states.get("c").lacking = List.of("ledger (CRITICAL)");
        pass(Duration.ofSeconds(1));
        assertEquals("a part may start anew", NEW, mail("c"));
        pass(Trial.PATIENCE);
        assertEquals(OLD, mail("c"));
        rounds();
        assertEquals("byte by byte", List.of(OLD, OLD), List.of(mail("b"), mail("c")));
        assertEquals("it is what somebody has written there", NEW, mail("a"));
        states.get("c").lacking = List.of();
        pass(PROBATION.multipliedBy(3));
        assertEquals(OLD, mail("b"));
        for (SettingsPublishing each : nodes.values()) {
            String said = each.problem().orElseThrow();
            assertTrue(said, said.endsWith("c: the node is not fit with it: ledger (CRITICAL)"));
            assertTrue(each.list().toString(), each.list().getFirst().contains("taken back: c: "));
        }
    }

    @Test
    public void whoeverPublishedGoesBackToTheVersionBefore() throws Exception {
        String first = publish();
        settle();
        clock.pass(Duration.ofMinutes(1));
        write("a", MAIL, "host = worse\n");
        publishFirstTo("b");
        states.get("b").problems = List.of("conf/mail.cfg, line 1: expected a host");
        rounds();
        rounds();
        for (String each : nodes.keySet()) {
            assertEquals(each, NEW, mail(each));
        }
        states.get("b").problems = List.of();
        settle();
        assertTrue(nodes.get("c").list().toString(), nodes.get("c").list().contains(first + "  1 files  wanted  here"));
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
    public void aShortTroubleIsForgiven() throws Exception {
        publishFirstTo("b");
        states.get("b").lacking = List.of("ledger (CRITICAL)");
        pass(Trial.PATIENCE.minusSeconds(1));
        states.get("b").lacking = List.of();
        pass(Duration.ofSeconds(2));
        states.get("b").lacking = List.of("ledger (CRITICAL)");
        pass(Duration.ZERO);
        pass(PROBATION.minus(Trial.PATIENCE).minusSeconds(1));
        assertTrue("its time is over, and it is not fit yet", nodes.get("b").list().getFirst().endsWith("tried here"));
        states.get("b").lacking = List.of();
        pass(Duration.ZERO);
        assertTrue(nodes.get("b").list().getFirst().endsWith("  here"));
        assertEquals(Optional.empty(), nodes.get("b").problem());
    }

    @Test
    public void whoDiesOfThemHasTheOldOnesAtItsNextStart() throws Exception {
        publishFirstTo("b");
        assertEquals(NEW, mail("b"));
        stop("b");
        start("b");
        assertEquals("before anybody is asked", OLD, mail("b"));
        rounds();
        pass(PROBATION);
        assertEquals(List.of(OLD, OLD), List.of(mail("b"), mail("c")));
        assertTrue(nodes.get("c").problem().orElseThrow().endsWith("b: the node was ended while it tried it"));
    }

    @Test
    public void whoDoesNotComeBackIsNotWaitedForForEver() throws Exception {
        publishFirstTo("b");
        stop("b");
        pass(PublishedSettings.LONGEST_TURN.minusSeconds(1));
        assertEquals(OLD, mail("c"));
        assertEquals(Optional.empty(), nodes.get("c").problem());
        pass(Duration.ofSeconds(1));
        pass(PROBATION);
        assertEquals(OLD, mail("c"));
        assertTrue(nodes.get("c").problem().orElseThrow().endsWith("b: it has tried it and did not come back"));
    }

    @Test
    public void withoutTheDatabaseTheyAreTakenBackAllTheSame() throws Exception {
        publishFirstTo("b");
        records.away(true);
        states.get("b").lacking = List.of("edge (CRITICAL)");
        nodes.get("b").watch();
        clock.pass(Trial.PATIENCE);
        nodes.get("b").watch();
        assertEquals(OLD, mail("b"));
        records.away(false);
        states.get("b").lacking = List.of();
        rounds();
        pass(PROBATION);
        assertEquals(List.of(OLD, OLD), List.of(mail("b"), mail("c")));
    }

    @Test
    public void whatCannotBeWrittenStaysNowhere() throws Exception {
        write("a", "mail~other.cfg", "host = other\n");
        Files.createDirectories(conf("b").resolve("mail~other.cfg/in-the-way"));
        Files.createDirectories(conf("c").resolve("unknown.cfg"));
        states.get("c").lacking = List.of("busy (CRITICAL)");
        publish();
        rounds();
        rounds();
        states.get("c").lacking = List.of();
        settle();
        assertEquals(List.of(OLD, OLD), List.of(mail("b"), mail("c")));
        assertTrue(nodes.get("c").problem().orElseThrow(), nodes.get("c").problem().orElseThrow().contains("b: it cannot be laid: conf/mail~other.cfg cannot be read: "));
    }

    @Test
    public void aFileThatNobodyReadsIsInNobodysWay() throws Exception {
        Files.createDirectories(conf("b").resolve("unknown.cfg/folder"));
        publish();
        settle();
        assertEquals(List.of(NEW, NEW), List.of(mail("b"), mail("c")));
    }

    @Test
    public void aDatabaseThatGoesIsNobodysFault() throws Exception {
        publish();
        for (int i = 0; i < 3; i++) {
            records.away(true);
            assertThrows(IOException.class, nodes.get("b")::round);
            records.away(false);
            rounds();
        }
        settle();
        assertEquals(List.of(NEW, NEW), List.of(mail("b"), mail("c")));
    }

    @Test
    public void aFileThatWaitsForItsBundleIsNotWaitedForForEver() throws Exception {
        states.get("b").unread = Set.of(MAIL);
        publishFirstTo("b");
        pass(PROBATION);
        assertTrue(nodes.get("b").list().getFirst().endsWith("tried here"));
        pass(PROBATION);
        assertTrue(nodes.get("b").list().getFirst().endsWith("here"));
        settle();
        assertEquals(NEW, mail("c"));
    }

    @Test
    public void whatTheNodeItselfTakesBackDoesNotStay() throws Exception {
        publishFirstTo("b");
        write("b", MAIL, OLD);
        rounds();
        assertTrue(nodes.get("c").problem().orElseThrow().endsWith("b: conf/mail.cfg was changed there meanwhile"));
        assertEquals(OLD, mail("c"));
    }

    @Test
    public void aNodeThatIsNotFitAnywayHoldsNobodyUp() throws Exception {
        states.get("b").lacking = List.of("disk (CRITICAL)");
        publish();
        settle();
        assertEquals(List.of(OLD, NEW), List.of(mail("b"), mail("c")));
        assertTrue(nodes.get("b").problem().orElseThrow().contains("wait until this node is fit"));
        states.get("b").lacking = List.of();
        settle();
        assertEquals(NEW, mail("b"));
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

    private String publish() throws IOException {
        nodes.get("a").publish(noted::add);
        return noted.getLast();
    }

    /** Published, and tried at one node first. */
    private String publishFirstTo(String node) throws IOException {
        states.forEach((name, state) -> state.lacking = name.equals(node) ? state.lacking : List.of("busy (CRITICAL)"));
        String version = publish();
        rounds();
        assertTrue(nodes.get(node).list().getFirst().endsWith("tried here"));
        states.values().forEach(each -> each.lacking = List.of());
        return version;
    }

    private void settle() throws IOException {
        for (int i = 0; i < nodes.size() + 1; i++) {
            rounds();
            pass(PROBATION);
        }
    }

    private void pass(Duration time) throws IOException {
        clock.pass(time);
        rounds();
    }

    private void rounds() throws IOException {
        for (SettingsPublishing each : List.copyOf(nodes.values())) {
            each.round();
        }
    }

    private void start(String name) throws IOException {
        states.computeIfAbsent(name, _ -> new FakeNode());
        var node = new SettingsPublishing(conf(name), OWN, folder.getRoot().toPath().resolve(name + "/settings.json"), new Forms(),
                states.get(name), name, clock, PROBATION);
        nodes.put(name, node);
        node.bindRecords(records);
        node.bindKeys(new SharedKeys() {
            @Override
            public List<byte[]> keys(String of, Optional<byte[]> own) {
                return List.of(new byte[BYTES]);
            }

            @Override
            public void renew(String of) {
                throw new UnsupportedOperationException();
            }
        });
        node.round();
    }

    private void stop(String name) {
        nodes.remove(name).close();
    }

    private Path conf(String node) {
        return folder.getRoot().toPath().resolve(node + "/conf");
    }

    private String mail(String node) throws IOException {
        return read(node, MAIL);
    }

    private String read(String node, String file) throws IOException {
        return Files.readString(conf(node).resolve(file));
    }

    private void write(String node, String file, String text) throws IOException {
        Files.createDirectories(conf(node));
        Files.writeString(conf(node).resolve(file), text);
    }

    /** One component with a secret, and one that only a node has. */
    private static final class Forms implements SettingsForms {
        @Override
        public List<SettingsForm> all() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<SettingsForm> find(String pid) {
            return pid.startsWith("mail") ? Optional.of(new SettingsForm(pid, "Mail", "mail", false, List.of(
                    setting("host", Setting.Kind.TEXT), setting("password", Setting.Kind.SECRET)), List.of())) : Optional.empty();
        }

        private static Setting setting(String key, Setting.Kind kind) {
            return new Setting(key, "", kind, false, List.of(), "", "", false);
        }

        @Override
        public Map<String, String> save(String pid, Map<String, String> values) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean reset(String pid) {
            throw new UnsupportedOperationException();
        }
    }
}
