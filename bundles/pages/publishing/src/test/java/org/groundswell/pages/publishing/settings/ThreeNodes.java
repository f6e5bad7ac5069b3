package org.groundswell.pages.publishing.settings;

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
import org.groundswell.testing.RecordsInMemory;
import org.groundswell.testing.SetClock;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;

/** Three nodes over one database, whose settings may be published. */
abstract class ThreeNodes {
    static final Duration PROBATION = Duration.ofSeconds(60);
    static final List<String> OWN = List.of("org.groundswell.edge.");
    static final String MAIL = "mail.cfg";
    static final String OLD = "host = old\n";
    static final String NEW = "host = new\npassword = env:MAIL\n";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    final RecordsInMemory records = new RecordsInMemory();
    final SetClock clock = new SetClock("2026-11-28T20:00:00Z");
    final Map<String, SettingsPublishing> nodes = new LinkedHashMap<>();
    final Map<String, FakeNode> states = new HashMap<>();
    final List<String> noted = new ArrayList<>();

    /** As its kernel would say it. */
    static final class FakeNode implements NodeState {
        volatile Set<String> unread = Set.of();
        volatile List<String> problems = List.of();
        volatile List<String> lacking = List.of();

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

    String publish() throws IOException {
        nodes.get("a").publish(noted::add);
        return noted.getLast();
    }

    /** Published, and tried at one node first. */
    String publishFirstTo(String node) throws IOException {
        states.forEach((name, state) -> state.lacking = name.equals(node) ? state.lacking : List.of("busy (CRITICAL)"));
        String version = publish();
        rounds();
        assertTrue(nodes.get(node).list().getFirst().endsWith("tried here"));
        states.values().forEach(each -> each.lacking = List.of());
        return version;
    }

    void settle() throws IOException {
        for (int i = 0; i < nodes.size() + 1; i++) {
            rounds();
            pass(PROBATION);
        }
    }

    void pass(Duration time) throws IOException {
        clock.pass(time);
        rounds();
    }

    void rounds() throws IOException {
        for (SettingsPublishing each : List.copyOf(nodes.values())) {
            each.round();
        }
    }

    void start(String name) throws IOException {
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

    void stop(String name) {
        nodes.remove(name).close();
    }

    Path conf(String node) {
        return folder.getRoot().toPath().resolve(node + "/conf");
    }

    String mail(String node) throws IOException {
        return read(node, MAIL);
    }

    String read(String node, String file) throws IOException {
        return Files.readString(conf(node).resolve(file));
    }

    void write(String node, String file, String text) throws IOException {
        Files.createDirectories(conf(node));
        Files.writeString(conf(node).resolve(file), text);
    }

    /** One component with a secret, and one that only a node has. */
    static final class Forms implements SettingsForms {
        @Override
        public List<SettingsForm> all() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<SettingsForm> find(String pid) {
            return pid.startsWith("mail") ? Optional.of(new SettingsForm(pid, "Mail", "mail", false, List.of(
                    setting("host", Setting.Kind.TEXT), setting("password", Setting.Kind.SECRET)), List.of())) : Optional.empty();
        }

        static Setting setting(String key, Setting.Kind kind) {
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
