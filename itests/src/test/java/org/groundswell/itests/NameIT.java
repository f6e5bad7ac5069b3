package org.groundswell.itests;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.util.Set;
import java.util.TreeSet;
import org.groundswell.testing.BindServer;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** Two nodes under one name at a DNS server. */
public class NameIT {
    @ClassRule
    public static final BindServer SERVER = new BindServer();
    private static final int DEAD_SECONDS = 6;
    private static final String ONE = "192.0.2.1";
    private static final String TWO = "192.0.2.2";

    private Node one;
    private Node two;

    @Before
    public void start() throws IOException {
        one = node("name-one", ONE);
        two = node("name-two", TWO);
    }

    @After
    public void stop() {
        one.close();
        two.close();
    }

    @Test
    public void theNameHasWhoeverIsFit() throws Exception {
        Await.until("both are there", () -> addresses().equals(Set.of(ONE, TWO)));
        two.kill();
        long dead = System.nanoTime();
        Await.until("the dead one was taken out by the other", () -> addresses().equals(Set.of(ONE)));
        System.out.println("NameIT: a dead node's address was gone after " + (System.nanoTime() - dead) / 1_000_000 + " ms, of "
                + DEAD_SECONDS + " s that a node may be silent");
        two.start();
        Await.until("it is there again", () -> addresses().equals(Set.of(ONE, TWO)));
        one.close();
        assertEquals("one that ends has gone before it ends", Set.of(TWO), addresses());
        two.close();
        assertEquals("the last one stays", Set.of(TWO), addresses());
    }

    private static Node node(String name, String address) throws IOException {
        Node node = Node.prepared(name);
        Files.writeString(node.home().resolve("conf/dns.secret"), BindServer.SECRET + "\n");
        RuntimeFolder.setting(node.home(), "org.groundswell.edge.dns", "server = 127.0.0.1:" + SERVER.address().getPort(),
                "zone = " + BindServer.ZONE, "name = " + BindServer.NAME, "addresses = " + address, "keyName = "
                        + BindServer.KEY, "secret = file:conf/dns.secret", "beatSeconds = 1", "deadSeconds = "
                        + DEAD_SECONDS);
        Files.copy(node.home().resolve("features/dns.json"), node.home().resolve("deploy/dns.json"));
        node.start();
        return node;
    }

    private static Set<String> addresses() throws IOException {
        var resolver = new SimpleResolver(SERVER.address());
        Message answer = resolver.send(Message.newQuery(
                Record.newRecord(Name.fromString(BindServer.NAME), Type.A, DClass.IN)));
        var found = new TreeSet<String>();
        for (Record each : answer.getSection(Section.ANSWER)) {
            InetAddress address = ((ARecord) each).getAddress();
            found.add(address.getHostAddress());
        }
        return found;
    }
}
