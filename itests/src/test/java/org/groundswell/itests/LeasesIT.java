package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.groundswell.donations.postgres.server.PostgresServer;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;

/**
 * Two nodes over one database, both with a mail server and an endpoint of webhooks: each receipt and each event once,
 * while one node is killed in the middle of it, or sleeps.
 */
public class LeasesIT {
    private static final String SCHEMA = "public";
    private static final int MANY = 25;
    private static final int MAIL = RuntimeFolder.freePort();

    @ClassRule
    public static final PostgresServer SERVER = new PostgresServer();

    private final GreenMail mail = new GreenMail(new ServerSetup(MAIL, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final List<String> donors = new ArrayList<>();
    private WebhookReceiver receiver;
    private Node here;
    private Node there;

    @Before
    public void start() throws Exception {
        mail.start();
        receiver = new WebhookReceiver();
        receiver.take(_ -> true);
        here = prepared("leases-here");
        there = prepared("leases-there");
        here.start();
        there.start();
    }

    private Node prepared(String name) throws IOException {
        Node node = PostgresNode.prepared(name, SERVER, "leaseSeconds = 2");
        PostgresNode.withoutSqlite(node);
        RuntimeFolder.setting(node.home(), "org.groundswell.donations.receipts", "host = 127.0.0.1", "port = " + MAIL,
                "protection = none", "from = give@example.org");
        RuntimeFolder.setting(node.home(), "org.groundswell.donations.webhooks~crm", "url = " + receiver.base() + "/crm",
                "secrets = file:secrets/webhooks", "allowedNetworks = 127.0.0.1", "fromTheBeginning = true",
                "states = paid");
        Files.writeString(node.home().resolve("secrets/webhooks"), WebhookReceiver.SECRET);
        PostgresNode.deploy(node, "webhooks.json");
        return node;
    }

    @After
    public void end() {
        here.close();
        there.close();
        receiver.close();
        mail.stop();
    }

    @Test
    public void eachReceiptAndEachEventIsSentOnceByWhicheverNodeIsThere() throws Exception {
        give(here, 2);
        give(there, 2);
        awaitReceipts();
        assertEquals("each once", donors.size(), mail.getReceivedMessages().length);
        awaitEvents();
        assertEquals("each once", donors.size(), receiver.letters("/crm").size());
        Node sender = holder("receipts");
        Node other = sender == here ? there : here;
        killedInTheMiddle(sender, other);
        sender.start();
        give(here, 2);
        give(there, 2);
        awaitReceipts();
        asleep(holder("receipts"));
        for (String query : List.of("SELECT count(*) FROM receipt", "SELECT max(count) FROM receipt")) {
            assertEquals("numbers without a gap", donors.size(), SERVER.number(SCHEMA, query));
        }
        awaitEvents();
    }

    /** What was between the mail server's last word and the ledger's next one may come twice. */
    private void killedInTheMiddle(Node sender, Node other) throws Exception {
        int before = mail.getReceivedMessages().length;
        give(other, MANY);
        Await.until("it is in the middle of it", () -> mail.getReceivedMessages().length > before);
        sender.kill();
        awaitReceipts();
        List<List<MimeMessage>> twice = received().values().stream().filter(each -> each.size() > 1).toList();
        assertTrue(twice.size() + " were sent twice", twice.size() <= 1);
        for (List<MimeMessage> same : twice) {
            assertEquals("as the same message", same.get(0).getMessageID(), same.get(1).getMessageID());
        }
        assertEquals("the other one does it", other, holder("receipts"));
    }

    private void asleep(Node sleeper) throws Exception {
        Node awake = sleeper == here ? there : here;
        String pid = Long.toString(sleeper.serving().pid());
        int before = mail.getReceivedMessages().length;
        assertEquals(0, new ProcessBuilder("kill", "-STOP", pid).start().waitFor());
        try {
            give(awake, 2);
            awaitReceipts();
            assertEquals(awake, holder("receipts", awake));
        } finally {
            assertEquals(0, new ProcessBuilder("kill", "-CONT", pid).start().waitFor());
        }
        Await.until("it is well again", () -> sleeper.visitor().get("/readyz/give").status() == 200);
        give(sleeper, 2);
        give(awake, 2);
        awaitReceipts();
        assertEquals("each once", before + 6, mail.getReceivedMessages().length);
        assertEquals("who woke up does not take it back", awake, holder("receipts"));
    }

    private Node holder(String job) throws Exception {
        return holder(job, here, there);
    }

    /** As each node says by itself. */
    private static Node holder(String job, Node... nodes) throws Exception {
        var found = new ArrayList<Node>();
        for (Node each : nodes) {
            String said = each.script("shell", "groundswell:leases").text();
            if (said.contains(job + ", fence ")) {
                found.add(each);
            }
        }
        assertEquals("one of them has " + job, 1, found.size());
        return found.getFirst();
    }

    private void give(Node node, int gifts) throws Exception {
        for (int i = 0; i < gifts; i++) {
            String email = "donor" + donors.size() + "@example.org";
            Visitor visitor = node.visitor();
            var fields = new HashMap<>(Visitor.donation(visitor.key(), "7", "Anna"));
            fields.put("email", email);
            var pledged = visitor.post("/donations", fields);
            assertEquals(pledged.body(), 303, pledged.status());
            assertEquals(303, visitor.post(pledged.location(), Map.of("action", "pay")).status());
            donors.add(email);
        }
    }

    private void awaitReceipts() {
        Await.until("each donor has a receipt", () -> received().keySet().containsAll(donors));
        Await.until("and the ledger knows", () -> SERVER.number(SCHEMA,
                "SELECT count(*) FROM donation WHERE receipt_due IS NOT NULL") == 0);
    }

    private void awaitEvents() {
        Await.until("each gift was told", () -> receiver.letters("/crm").stream()
                .map(WebhookReceiver.Letter::donation).distinct().count() == donors.size());
    }

    private Map<String, List<MimeMessage>> received() {
        return Arrays.stream(mail.getReceivedMessages()).collect(Collectors.groupingBy(LeasesIT::address));
    }

    private static String address(MimeMessage message) {
        try {
            return message.getAllRecipients()[0].toString();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
