package org.groundswell.console.settings;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.groundswell.console.testing.Call;
import org.groundswell.console.testing.FakeFrame;
import org.groundswell.kernel.api.keeper.Keeper;
import org.groundswell.kernel.api.keeper.SwapOutcome;
import org.groundswell.kernel.api.keeper.SwapRecord;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.api.settings.Setting.Kind;
import org.groundswell.kernel.api.settings.Setting;
import org.groundswell.kernel.api.settings.SettingsForm;
import org.groundswell.kernel.api.settings.SettingsForms;
import org.jsoup.Jsoup;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class FormsTest {
    private static final String PID = "org.example.door";
    private static final String SECRET = "sk_live_ABCDEF";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final FakeFrame frame = new FakeFrame(ListServlet.class);
    private final Map<String, String> inForce = new HashMap<>(Map.of("port", "8080"));
    private final List<SwapRecord> history = new ArrayList<>();
    private final List<String> saved = new ArrayList<>();
    private FormServlet form;
    private ListServlet list;
    private Path secrets;

    @Before
    public void open() {
        secrets = folder.getRoot().toPath().resolve("data/secrets");
        var keeper = (Keeper) Proxy.newProxyInstance(Keeper.class.getClassLoader(), new Class<?>[] {Keeper.class},
                (_, _, _) -> List.copyOf(history));
        var forms = new FewForms();
        form = new FormServlet(frame, forms, new SecretFiles(new NodeFolder(folder.getRoot().toPath())), keeper, frame);
        list = new ListServlet(frame, forms);
    }

    @Test
    public void whatIsTypedIsSavedAndOnlyItsNamesAreNoted() throws Exception {
        String page = Call.get(form, "pid=" + PID).body();
        assertTrue(page, page.contains("value=\"8080\"") && page.contains("Where &lt;it&gt; listens"));
        assertEquals(303, save(page, "set.port", "81", "set.open", "true").status);
        assertEquals("81", inForce.get("port"));
        assertEquals(List.of("settings.save org.example.door port, open"), frame.noted);
        String again = Call.get(form, "pid=" + PID + "&done=saved").body();
        assertTrue(again, again.contains("value=\"81\"") && again.contains("Saved. It counts now."));
    }

    @Test
    public void whatIsRefusedIsSaidAtItsFieldAndStaysTyped() throws Exception {
        Call call = save(page(), "set.port", "<b>many");
        assertEquals(422, call.status);
        assertTrue(call.body(), call.body().contains("id=\"problem-port\""));
        assertTrue(call.body().contains("aria-describedby=\"problem-port about-port\" aria-invalid=\"true\""));
        assertTrue(call.body().contains("value=\"&lt;b&gt;many\""));
        assertEquals("8080", inForce.get("port"));
    }

    @Test
    public void aSecretGoesToAFileOfItsOwnAndIsNeverShown() throws Exception {
        assertEquals(303, save(page(), "set.key", SECRET).status);
        Path file = folder.getRoot().toPath().resolve(inForce.get("key").substring("file:".length()));
        assertEquals(SECRET + "\n", Files.readString(file));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        String page = page();
        assertFalse(page, page.contains(SECRET) || page.contains("data/secrets"));
        assertTrue(page, page.contains("It is set, and is not shown."));
        assertFalse(frame.noted.toString(), frame.noted.toString().contains(SECRET));
        String before = inForce.get("key");
        assertEquals(303, save(page, "set.key", "", "set.port", "82").status);
        assertEquals("left empty, it stays", before, inForce.get("key"));
        assertEquals(303, save(page(), "set.key", "env:KEY").status);
        assertEquals("env:KEY", inForce.get("key"));
        assertEquals(303, save(page(), "clear.key", "yes").status);
        assertEquals("", inForce.get("key"));
    }

    @Test
    public void ofASecretThatIsRefusedNothingIsLeft() throws Exception {
        Call call = save(page(), "set.key", SECRET, "set.port", "many");
        assertEquals(422, call.status);
        assertFalse(call.body(), call.body().contains(SECRET));
        assertEquals(0, files());
        assertEquals(303, save(page(), "set.key", SECRET).status);
        assertEquals(422, save(page(), "set.key", SECRET, "set.port", "many").status);
        assertEquals("the one in force", 1, files());
    }

    @Test
    public void twoAtOnceDoNotOverwriteEachOther() throws Exception {
        String first = page();
        String second = page();
        assertEquals(303, save(first, "set.port", "81").status);
        Call late = save(second, "set.port", "8080", "set.key", SECRET);
        assertEquals(409, late.status);
        assertTrue(late.body(), late.body().contains("Somebody changed these settings meanwhile."));
        assertEquals("81", inForce.get("port"));
        assertEquals(0, files());
    }

    @Test
    public void oneMoreHasANameOfItsOwn() throws Exception {
        for (String name : List.of("", "a/b", "../x", "a~b", "x".repeat(51), "a b", "-")) {
            assertEquals(name, 422, Call.post(form, "pid", "org.example.bells", "do", "save", "name", name).status);
        }
        assertEquals(422, Call.post(form, "pid", "org.example.bells", "do", "save", "name", "one").status);
        assertEquals(List.of(), saved);
        Call made = Call.post(form, "pid", "org.example.bells", "do", "save", "name", "two", "set.port", "5");
        assertEquals(303, made.status);
        assertEquals(List.of("org.example.bells~two"), saved);
    }

    @Test
    public void whatTheKeeperTookBackIsSaid() throws Exception {
        history.add(new SwapRecord(Instant.now(), "settings " + PID, "org.example", "1.0.0", "1.0.0", "",
                SwapOutcome.ROLLED_BACK, "its port is <taken>", 0, List.of()));
        assertTrue(page(), page().contains("its port is &lt;taken&gt;"));
    }

    @Test
    public void addressesThatMakeNoSenseAreClearErrorsAndNothingIsChangedThatTheLogDoesNotKnow() throws Exception {
        assertEquals(404, Call.get(form, "pid=nobody").status);
        assertEquals(404, Call.post(form, "pid", "nobody", "do", "save").status);
        assertEquals(400, Call.post(form, "pid", PID, "do", "nothing").status);
        frame.logIsFull = true;
        String page = page();
        assertThrows(IOException.class, () -> save(page, "set.port", "81", "set.key", SECRET));
        assertThrows(IOException.class, () -> Call.post(form, "pid", PID, "do", "reset"));
        assertEquals(List.of(), saved);
        assertEquals(0, files());
    }

    @Test
    public void everyLanguageShowsThem() throws Exception {
        for (String language : List.of("en", "nl", "ar")) {
            frame.language = language;
            assertEquals(200, Call.get(form, "pid=org.example.bells").status);
            assertEquals(200, Call.get(form, "pid=org.example.bells~one").status);
            String all = Call.get(list, null).body();
            assertTrue(all, all.contains("/admin/settings/form?pid=org.example.bells~one"));
        }
    }

    private String page() throws Exception {
        return Call.get(form, "pid=" + PID).body();
    }

    private Call save(String page, String... fields) throws Exception {
        String basis = Jsoup.parse(page).select("[name=basis]").attr("value");
        assertFalse(page, basis.isEmpty());
        var all = new ArrayList<>(List.of("pid", PID, "do", "save", "basis", basis));
        all.addAll(List.of(fields));
        return Call.post(form, all.toArray(String[]::new));
    }

    private int files() throws IOException {
        if (!Files.exists(secrets)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(secrets)) {
            return (int) files.count();
        }
    }

    /** A door with a port, a key and a light, and several bells; a port is a number. */
    private final class FewForms implements SettingsForms {
        @Override
        public List<SettingsForm> all() {
            return Stream.of(PID, "org.example.bells", "org.example.bells~one").flatMap(each -> find(each).stream()).toList();
        }

        @Override
        public Optional<SettingsForm> find(String pid) {
            if (!pid.equals(PID) && !pid.startsWith("org.example.bells")) {
                return Optional.empty();
            }
            return Optional.of(new SettingsForm(pid, "A <door>", "org.example", pid.equals("org.example.bells"), List.of(
                    new Setting("port", "Where <it> listens", Kind.NUMBER, false, List.of(), "8080", inForce.get("port"),
                            !inForce.get("port").equals("8080")),
                    new Setting("open", "", Kind.TRUTH, false, List.of(), "false", inForce.getOrDefault("open", "false"), false),
                    new Setting("colour", "", Kind.TEXT, false, List.of("red", "blue"), "red", "red", false),
                    new Setting("names", "", Kind.TEXT, true, List.of(), "", "", false),
                    new Setting("key", "A key", Kind.SECRET, false, List.of(), "", "",
                            !inForce.getOrDefault("key", "").isEmpty())), List.of()));
        }

        @Override
        public Map<String, String> save(String pid, Map<String, String> values) {
            if (!values.getOrDefault("port", "1").matches("[0-9]+")) {
                return Map.of("port", "expected a whole number");
            }
            inForce.putAll(values);
            saved.add(pid);
            return Map.of();
        }

        @Override
        public boolean reset(String pid) {
            saved.add("reset " + pid);
            return true;
        }
    }
}
