package org.groundswell.kernel.upload;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.groundswell.kernel.api.keeper.Keeper;
import org.groundswell.kernel.api.keeper.SwapOutcome;
import org.groundswell.kernel.api.keeper.SwapRecord;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.api.node.Secret;
import org.groundswell.shared.deploy.DeployFiles;
import org.groundswell.testing.SentBody;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Who may put what into {@code deploy/}, and what they hear. */
public class UploadServletTest {
    private static final String TOKEN = "a-token-of-some-length";
    private static final String RIGHT = "Bearer " + TOKEN;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final List<SwapRecord> history = new CopyOnWriteArrayList<>();
    private Path deploy;
    private Optional<String> shortage = Optional.empty();
    private UploadServlet servlet;

    private record Heard(int status, String text) {
    }

    @Before
    public void start() throws IOException {
        deploy = folder.newFolder("deploy").toPath();
        servlet = servlet(Optional.of(secret(TOKEN)), Duration.ofMinutes(1));
    }

    @Test
    public void nobodyMayWhileThereIsNoToken() throws Exception {
        servlet = servlet(Optional.empty(), Duration.ZERO);
        assertEquals(404, post("/a.jar", RIGHT, "x").status());
        assertEquals(404, post("/a.jar", null, "x").status());
        assertNothingCame();
    }

    @Test
    public void nobodyMayWithoutTheToken() throws Exception {
        for (String header : new String[] {null, "", "Bearer", "Bearer ", RIGHT + "x", "Basic " + TOKEN, TOKEN}) {
            assertEquals(header, 401, post("/a.jar", header, "x").status());
        }
        assertNothingCame();
    }

    @Test
    public void aShortTokenIsRefusedWhenItIsSet() throws Exception {
        Secret shorter = secret("password");
        var refused = assertThrows(IllegalArgumentException.class,
                () -> servlet(Optional.of(shorter), Duration.ZERO));
        assertFalse(refused.getMessage().contains("password"));
    }

    @Test
    public void noNameLeavesTheFolder() throws Exception {
        for (String path : new String[] {null, "/", "/a.txt", "/.a.jar", "/../a.jar", "/b/a.jar", "/a.jar/", "/a\0.jar",
            "/%2e%2e.jar", "/" + "a".repeat(200) + ".jar"}) {
            assertEquals(path, 400, post(path, RIGHT, "x").status());
        }
        assertNothingCame();
    }

    @Test
    public void aGoodJarIsSaidToBeGood() throws Exception {
        record("deploy/a.jar", SwapOutcome.BEGUN, "");
        record("deploy/b.jar", SwapOutcome.REFUSED, "of another file");
        record("deploy/a.jar", SwapOutcome.GOOD, "");
        Heard heard = post("/a.jar", RIGHT, "bytes");
        assertEquals(heard.text(), 200, heard.status());
        assertEquals("GOOD org.example.a 1.0.1", heard.text().strip());
        assertEquals("bytes", Files.readString(deploy.resolve("a.jar")));
    }

    @Test
    public void aBadJarIsSaidToBeBad() throws Exception {
        record("deploy/a.jar", SwapOutcome.ROLLED_BACK, "it does not start");
        Heard heard = post("/a.jar", RIGHT, "bytes");
        assertEquals(409, heard.status());
        assertTrue(heard.text(), heard.text().contains("it does not start"));
    }

    @Test
    public void whatIsNotKnownInTimeIsAccepted() throws Exception {
        servlet = servlet(Optional.of(secret(TOKEN)), Duration.ZERO);
        assertEquals(202, post("/a.jar", RIGHT, "bytes").status());
        assertEquals(202, post("/a.json", RIGHT, "{}").status());
    }

    @Test
    public void theSameBytesAgainTouchNothing() throws Exception {
        Files.writeString(deploy.resolve("a.jar"), "bytes");
        assertEquals(200, post("/a.jar", RIGHT, "bytes").status());
    }

    @Test
    public void whatIsTooLargeOrHasNoRoomLeavesNothing() throws Exception {
        assertEquals(413, post("/a.jar", RIGHT, "x".repeat(1001)).status());
        shortage = Optional.of("1 MB is left");
        assertEquals(507, post("/a.jar", RIGHT, "x").status());
        assertNothingCame();
    }

    @Test
    public void whatIsRemovedIsGone() throws Exception {
        Files.writeString(deploy.resolve("a.jar"), "bytes");
        assertEquals(401, post("/a.jar?remove", null, "").status());
        assertEquals(200, post("/a.jar?remove", RIGHT, "").status());
        assertEquals(404, post("/a.jar?remove", RIGHT, "").status());
        assertNothingCame();
    }

    private void record(String by, SwapOutcome outcome, String reason) {
        history.add(new SwapRecord(Instant.now().plusSeconds(1), by, "org.example.a", "1.0.0", "1.0.1", "", outcome,
                reason, 0, List.of()));
    }

    private void assertNothingCame() throws IOException {
        try (var files = Files.list(deploy)) {
            assertEquals(List.of(), files.toList());
        }
    }

    private Secret secret(String value) throws IOException {
        Path file = Files.writeString(folder.newFile().toPath(), value);
        return Secret.of("token", "file:" + file, new NodeFolder(folder.getRoot().toPath()));
    }

    private UploadServlet servlet(Optional<Secret> token, Duration longest) {
        Keeper keeper = (Keeper) Proxy.newProxyInstance(Keeper.class.getClassLoader(), new Class<?>[] {Keeper.class},
                (proxy, method, arguments) -> List.copyOf(history));
        return new UploadServlet(token, new DeployFiles(deploy, 1000), new Outcomes(keeper, longest), () -> shortage);
    }

    /** @param path "?remove" at its end asks for that */
    private Heard post(String path, String authorization, String body) throws Exception {
        var status = new int[1];
        var text = new StringWriter();
        var writer = new PrintWriter(text);
        boolean remove = path != null && path.endsWith("?remove");
        HttpServletRequest request = (HttpServletRequest) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] {HttpServletRequest.class}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "getHeader" -> authorization;
                    case "getPathInfo" -> remove ? path.replace("?remove", "") : path;
                    case "getParameter" -> remove ? "yes" : null;
                    case "getInputStream" -> new SentBody(body.getBytes(StandardCharsets.UTF_8));
                    default -> null;
                });
        HttpServletResponse response = (HttpServletResponse) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] {HttpServletResponse.class}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "setStatus" -> {
                        status[0] = (int) arguments[0];
                        yield null;
                    }
                    case "getWriter" -> writer;
                    default -> null;
                });
        servlet.doPost(request, response);
        writer.flush();
        return new Heard(status[0], text.toString());
    }
}
