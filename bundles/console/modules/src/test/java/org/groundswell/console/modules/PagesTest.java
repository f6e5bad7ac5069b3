package org.groundswell.console.modules;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.groundswell.console.testing.Call;
import org.groundswell.console.testing.TranslatedTexts;
import org.groundswell.kernel.api.keeper.SwapOutcome;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class PagesTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private Path home;
    private Desk desk;

    @Before
    public void open() throws IOException {
        home = folder.getRoot().toPath();
        desk = new Desk(home);
    }

    @Test
    public void thePageSaysWhoUsesWhomAndHowItIsWithEach() throws Exception {
        desk.note("org.groundswell.ledger", SwapOutcome.BEGUN, "");
        desk.note("org.groundswell.wall", SwapOutcome.SET_ASIDE, "it <fails>");
        for (String language : List.of("en", "nl", "ar")) {
            desk.frame.language = language;
            Call page = Call.get(desk.all, null);
            assertEquals(200, page.status);
            assertTrue(language, page.body().contains(TranslatedTexts.read(ModulesServlet.class, language).getProperty("state.SET_ASIDE")));
            assertEquals(200, Call.get(desk.one, "name=org.groundswell.pages").status);
        }
        desk.frame.language = "en";
        String page = Call.get(desk.all, null).body();
        assertTrue(page, page.contains("data-again"));
        assertTrue(page, page.contains("aria-label=\"How far ledger is\""));
        assertTrue(page.contains("it &lt;fails&gt;") && page.contains("A &lt;wall&gt;"));
        assertFalse(page, page.contains("<fails>"));
        assertFalse("not what the node itself is", page.contains("node.json"));
        assertEquals("pages uses the ledger by its port, and the ledger pages", List.of("donations.ledger", "Pages"),
                desk.node.services().stream().filter(Service::isShared).map(Service::name).toList().reversed());
        assertFalse(Call.get(desk.one, "name=org.groundswell.pages").body().contains("do\" value=\"back"));
        assertEquals(404, Call.get(desk.one, "name=nobody").status);
        assertEquals(400, Call.get(desk.all, "since=today").status);
        assertEquals(400, Call.get(desk.all, "since=-1").status);
    }

    @Test
    public void howASwapEndedIsSaidWithTheWayBack() throws Exception {
        long since = Instant.now().toEpochMilli();
        String waiting = Call.get(desk.all, "since=" + since).body();
        assertTrue(waiting, waiting.contains("data-again") && waiting.contains("The node looks at what you sent."));
        desk.note("org.groundswell.ledger", SwapOutcome.GOOD, "");
        String page = Call.get(desk.all, "since=" + since).body();
        assertTrue(page, page.contains("proved itself and stays") && page.contains("name=\"do\" value=\"back\""));
        assertTrue(Call.get(desk.one, "name=org.groundswell.ledger").body().contains("name=\"do\" value=\"back\""));
        String later = Call.get(desk.all, "since=" + (since - 60_000)).body();
        assertFalse("nobody waits for ever", later.contains("data-again"));
    }

    @Test
    public void aJarOfABundleThatIsThereGoesToTheKeeper() throws Exception {
        Call call = Call.upload(desk.upload, Desk.part("C:\\next\\pages 2.jar", jar("org.groundswell.pages; singleton:=true")));
        assertEquals(303, call.status);
        assertTrue(call.headers.get("Location").startsWith("/admin/modules?since="));
        await(() -> desk.asked.equals(List.of("swap console/pages-2.jar true")));
        await(() -> isEmpty(home.resolve("data/console/uploads")));
        assertEquals(List.of("module.put pages-2.jar "), desk.frame.noted);
        assertTrue(isEmpty(home.resolve("deploy")));
    }

    @Test
    public void whatIsNewGoesToDeployAndWhatIsNoBundleToTheKeeperWhoSaysSo() throws Exception {
        byte[] jar = jar("org.example.raffle");
        assertEquals(303, Call.upload(desk.upload, Desk.part("raffle.jar", jar)).status);
        assertEquals(jar.length, Files.size(home.resolve("deploy/raffle.jar")));
        assertEquals(303, Call.upload(desk.upload, Desk.part("raffle.json", "{}".getBytes(StandardCharsets.UTF_8))).status);
        assertEquals("{}", Files.readString(home.resolve("deploy/raffle.json")));
        assertEquals(303, Call.upload(desk.upload, Desk.part("x.jar", "no jar".getBytes(StandardCharsets.UTF_8))).status);
        await(() -> desk.asked.equals(List.of("swap console/x.jar true")));
        await(() -> isEmpty(home.resolve("data/console/uploads")));
    }

    @Test
    public void whatIsNoFileForItIsSaidAndChangesNothing() throws Exception {
        for (String name : new String[] {"a.exe", "jar", ".jar", "", null, "a.jar.txt", "..", "a.jar/", "<b>.jar\u202e"}) {
            Call call = Call.upload(desk.upload, Desk.part(name, new byte[] {1}));
            assertEquals(name, 422, call.status);
            assertTrue(name, call.body().contains("neither a jar nor a feature file"));
        }
        assertEquals(422, Call.upload(desk.upload, null).status);
        assertEquals(422, Call.upload(desk.upload, Desk.part("a.jar", new byte[0])).status);
        assertEquals(List.of(), desk.frame.noted);
        assertTrue(isEmpty(home.resolve("deploy")));
        assertEquals("a-b-.jar", UploadServlet.name("../../a<b>.jar"));
        assertTrue(UploadServlet.name("x".repeat(5_000) + ".jar").length() < 100);
    }

    @Test
    public void nothingIsChangedThatTheLogDoesNotKnow() {
        desk.frame.logIsFull = true;
        assertThrows(IOException.class, () -> Call.upload(desk.upload, Desk.part("raffle.jar", jar("org.example.raffle"))));
        assertThrows(IOException.class, () -> Call.post(desk.change, "do", "add", "name", "wall.json"));
        assertThrows(IOException.class, () -> Call.post(desk.change, "do", "back", "name", "org.groundswell.pages"));
        assertTrue(isEmpty(home.resolve("deploy")));
        assertEquals(List.of(), desk.asked);
    }

    @Test
    public void oneClickAddsTakesAwayAndGoesBack() throws Exception {
        assertEquals(303, Call.post(desk.change, "do", "add", "name", "wall.json").status);
        assertTrue(Files.exists(home.resolve("deploy/wall.json")));
        assertTrue(Call.get(desk.all, null).body().contains("aria-label=\"Take wall.json away\""));
        assertEquals(303, Call.post(desk.change, "do", "remove", "name", "wall.json").status);
        assertTrue(isEmpty(home.resolve("deploy")));
        assertEquals(303, Call.post(desk.change, "do", "back", "name", "org.groundswell.pages").status);
        await(() -> desk.asked.equals(List.of("rollback org.groundswell.pages console")));
        assertEquals(List.of("module.add wall.json ", "module.remove wall.json ", "module.back org.groundswell.pages "),
                desk.frame.noted);
        for (String name : List.of("../conf/a.json", "none.json", "", "node.json", "wall.json/")) {
            assertEquals(name, 404, Call.post(desk.change, "do", "add", "name", name).status);
            assertEquals(name, 404, Call.post(desk.change, "do", "remove", "name", name).status);
            assertEquals(name, 404, Call.post(desk.change, "do", "back", "name", name).status);
        }
        assertEquals(400, Call.post(desk.change, "do", "else", "name", "wall.json").status);
    }

    private static byte[] jar(String symbolicName) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", symbolicName);
        var bytes = new ByteArrayOutputStream();
        new JarOutputStream(bytes, manifest).close();
        return bytes.toByteArray();
    }

    private static boolean isEmpty(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue("in time", System.nanoTime() < end);
            LockSupport.parkNanos(1_000_000);
        }
    }
}
