package org.groundswell.itests.faults;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.groundswell.donations.postgres.server.PostgresServer;
import org.groundswell.itests.Await;
import org.groundswell.itests.Node;
import org.groundswell.itests.PostgresNode;
import org.groundswell.itests.RuntimeFolder;
import org.groundswell.itests.Visitor;
import org.groundswell.itests.Visitor.Answer;
import org.jsoup.Jsoup;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;

/** The sandbox as a process of its own beside two nodes behind HAProxy: the death of a node is not the gateway's. */
public class SandboxIT {
    private static final String GATEWAY = "org.groundswell.payments.sandbox.gateway";
    private static final String HABITS = "org.groundswell.payments.sandbox";

    @ClassRule
    public static final PostgresServer SERVER = new PostgresServer();
    private final int port = RuntimeFolder.freePort();
    private Node gateway;
    private Node one;
    private Node two;
    private Balancer balancer;
    private Process process;

    @Before
    public void start() throws Exception {
        gateway = Node.prepared("sandbox-gateway");
        RuntimeFolder.setting(gateway.home(), HABITS, "twice = true");
        startGateway();
        Path key = gateway.home().resolve("data/gateway/webhook.secret");
        Await.until("it has a key", () -> Files.size(key) > 0);
        one = PostgresNode.prepared("sandbox-one", SERVER, "nodeKey = file:secrets/node.key");
        two = PostgresNode.prepared("sandbox-two", SERVER, "nodeKey = file:secrets/node.key");
        balancer = new Balancer(gateway.home().resolveSibling("sandbox-haproxy"), List.of(one.publicPort(), two.publicPort()));
        String nodeKey = one.script("node-key").text();
        for (Node each : List.of(one, two)) {
            Files.writeString(each.home().resolve("secrets/node.key"), nodeKey);
            Files.copy(key, each.home().resolve("secrets/sandbox.key"));
            RuntimeFolder.addSetting(each.home(), "org.groundswell.edge.listener", "behindProxy = true",
                    "publicUrl = " + site());
            RuntimeFolder.setting(each.home(), GATEWAY, "address = " + address(), "key = file:secrets/sandbox.key");
            PostgresNode.withoutSqlite(each);
            each.start();
        }
        balancer.awaitNodes(2);
    }

    private void startGateway() throws IOException {
        process = new ProcessBuilder(gateway.home().resolve("bin/groundswell").toString(), "sandbox", "--port",
                String.valueOf(port)).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(gateway.home().resolve("sandbox.log").toFile())).start();
        Await.until("it listens", () -> new Visitor(address()).get("/checkout.css").status() == 200);
    }

    @After
    public void end() throws Exception {
        // Not all of it is there where it could not be started, and all of it has to go where the gateway does not.
        boolean hasEnded = process == null || ended(process);
        for (AutoCloseable each : Arrays.asList(balancer, one, two)) {
            if (each != null) {
                each.close();
            }
        }
        assertTrue("it ends when it is told to", hasEnded);
    }

    private static boolean ended(Process process) throws InterruptedException {
        process.destroy();
        boolean inTime = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();
        return inTime;
    }

    @Test
    public void theDeathOfANodeIsNotTheGateways() throws Exception {
        silentConnectionsRefuseNobody();
        URI checkout = pledged(one, "4321");
        assertEquals(address() + checkout.getPath(), checkout.toString());
        one.kill();
        String back = paid(checkout);
        assertTrue(back, back.startsWith(site() + "/payments/sandbox/return"));
        Visitor donor = new Visitor(site());
        Await.until("the other node knows", () -> thanked(donor, back).contains("class=\"big\""));
        Await.until("and counts it", () -> two.visitor().raised() == 432_100);
        one.start();
        theGatewayComesBackToo();
        Await.until("both have both gifts", () -> one.visitor().raised() == 433_300 && two.visitor().raised() == 433_300);
        Node.Result books = two.script("shell", "groundswell:audit");
        assertEquals(books.text(), 0, books.status());
        assertEquals("each gift once, however often it was told", 2, gifts());
        aSecondOneIsRefused();
        withoutItsAddressANodeHasItsOwnAgain();
    }

    /** More than the gateway has places, from one address. */
    private void silentConnectionsRefuseNobody() throws Exception {
        var silent = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 400; i++) {
                var socket = new Socket();
                silent.add(socket);
                socket.bind(new InetSocketAddress("127.0.0.2", 0));
                socket.connect(new InetSocketAddress("127.0.0.1", port));
            }
            for (int i = 0; i < 3; i++) {
                assertEquals(200, new Visitor(address()).get("/checkout.css").status());
            }
        } finally {
            for (Socket each : silent) {
                each.close();
            }
        }
    }

    /** A payment that was opened before its death is paid after it. */
    private void theGatewayComesBackToo() throws Exception {
        URI checkout = pledged(two, "12");
        process.destroyForcibly().waitFor();
        Answer meanwhile = one.visitor().post("/donations", Visitor.donation(one.visitor().key(), "5", "Later"));
        assertTrue("it is said that the gateway is away: " + meanwhile.status(), meanwhile.status() >= 500);
        startGateway();
        // This donor does not come back: a notification tells it.
        paid(checkout);
    }

    private void aSecondOneIsRefused() throws Exception {
        Node.Result second = gateway.script("sandbox", "--port", String.valueOf(port));
        assertEquals(second.text(), 1, second.status());
        assertTrue(second.text(), second.text().contains("nobody can listen at 127.0.0.1:" + port));
    }

    private void withoutItsAddressANodeHasItsOwnAgain() throws Exception {
        Files.delete(two.home().resolve("conf/" + GATEWAY + ".cfg"));
        Await.until("it knows of no other", () -> {
            Node.Result asked = two.script("shell", "scr:info org.groundswell.payments.sandbox.DistantGateway");
            return asked.status() == 0 && !asked.text().contains("address<");
        });
        Await.until("its own takes payments", () -> {
            Answer onward = two.visitor().post("/donations", Visitor.donation(two.visitor().key(), "7", "Xaver"));
            return onward.status() == 303 && onward.location().startsWith("/sandbox/checkout/");
        });
    }

    /** @return where the donor is sent to pay */
    private URI pledged(Node node, String amount) throws Exception {
        Visitor visitor = node.visitor();
        Answer onward = visitor.post("/donations", Visitor.donation(visitor.key(), amount, "Wanda"));
        assertEquals(onward.body(), 200, onward.status());
        return URI.create(Jsoup.parse(onward.body()).select("a[href^=" + address() + "/checkout/]").attr("href"));
    }

    /** @return where the gateway sends the donor back to */
    private String paid(URI checkout) throws Exception {
        Answer paid = new Visitor(address()).post(checkout.getPath(), Map.of("action", "pay"));
        assertEquals(paid.body(), 303, paid.status());
        return paid.header("location");
    }

    private String thanked(Visitor donor, String back) throws Exception {
        URI way = URI.create(back);
        return donor.get(donor.get(way.getRawPath() + "?" + way.getRawQuery()).location()).body();
    }

    private static long gifts() throws SQLException {
        return SERVER.number("public", "SELECT count(*) FROM entry WHERE raised > 0");
    }

    private String site() {
        return "http://127.0.0.1:" + balancer.port();
    }

    private String address() {
        return "http://127.0.0.1:" + port;
    }
}
