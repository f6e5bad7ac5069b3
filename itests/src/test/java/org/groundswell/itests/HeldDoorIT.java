package org.groundswell.itests;

import static org.junit.Assert.assertEquals;

import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** The guard of the admin port does not depend on a file that an admin may write wrongly. */
public class HeldDoorIT {
    private static final String DOOR = "org.groundswell.console.access.AdminDoor";
    private static final String CONSOLE = "/system/console/vmstat";
    private Node node;

    @Before
    public void startWithSettingsThatCannotBeRead() throws Exception {
        node = Node.prepared("held-door");
        Files.write(node.home().resolve("conf/org.groundswell.console.access.cfg"),
                "# Straße\nhosts = admin.example\n".getBytes(StandardCharsets.ISO_8859_1));
        node.launch();
        Await.until("all of the admin port is there", () -> node.admin().get("/metrics").status() == 200
                && collect() == 200);
    }

    @After
    public void stop() {
        node.close();
    }

    @Test
    public void theAdminPortIsNeverWithoutItsGuard() throws Exception {
        assertEquals("another site's page", 403, collect("Origin", "http://evil.example"));
        assertEquals("a name of nobody", 421, statusUnder("evil.example"));
        assertEquals("one from the file", 421, statusUnder("admin.example"));
        RuntimeFolder.setting(node.home(), "org.groundswell.console.access", "hosts = admin.example");
        Await.until("it is mended", () -> statusUnder("admin.example") == 200);

        node.script("shell", "scr:disable " + DOOR);
        Await.until("without a guard it is closed", () -> node.admin().get("/metrics").status() == 503);
        assertEquals(503, collect());
        assertEquals(503, node.admin().get("/stats").status());
        assertEquals(503, node.admin().get("/admin/sign-in").status());
        assertEquals("visitors need none", 200, node.visitor().get("/healthz").status());
        node.script("shell", "scr:enable " + DOOR);
        Await.until("and open with it", () -> node.admin().get("/metrics").status() == 200);
        assertEquals(200, statusUnder("admin.example"));
        assertEquals(403, collect("Origin", "http://evil.example"));
    }

    private int collect(String... headers) throws Exception {
        var all = new ArrayList<>(List.of("Authorization", Console.basic(node.password()),
                "Content-Type", "application/x-www-form-urlencoded"));
        all.addAll(List.of(headers));
        return node.admin().post(CONSOLE, "action=gc", all.toArray(String[]::new)).status();
    }

    /** Of a name that leads here; the client of Java takes no other one than that of the address. */
    private int statusUnder(String host) throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), URI.create(node.admin().base()).getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(("GET /metrics HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            return Integer.parseInt(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .split(" ")[1]);
        }
    }
}
