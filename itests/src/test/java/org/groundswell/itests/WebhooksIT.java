package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * Those who are told of donations, on a node that is killed meanwhile: a bundle that writes down what it hears, and
 * other systems by webhooks.
 */
public class WebhooksIT {
    private static final int KILLS = 1;
    private static final int GIFTS = 10;
    private static final String DIARY = """
            package org.example.diary;

            import java.nio.file.Files;
            import java.nio.file.Path;
            import java.nio.file.StandardOpenOption;
            import java.util.ArrayList;
            import java.util.List;
            import org.groundswell.donations.api.EntryPage;
            import org.groundswell.donations.api.events.DonationEventListener;
            import org.groundswell.kernel.api.node.NodeFolder;
            import org.osgi.framework.BundleContext;
            import org.osgi.service.component.annotations.Activate;
            import org.osgi.service.component.annotations.Component;

            @Component
            public class Diary implements DonationEventListener {
                private final Path file;
                @Activate
                public Diary(BundleContext context) {
                    file = NodeFolder.of(context).resolve("data/diary");
                }
                @Override
                public String position() throws Exception {
                    List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
                    return lines.stream().filter(each -> each.startsWith("@")).reduce("@", (a, b) -> b).substring(1);
                }
                @Override
                public void received(EntryPage page) throws Exception {
                    var lines = new ArrayList<String>();
                    page.entries().forEach(each -> lines.add(each.donation() + "-" + each.sequence()));
                    lines.add("@" + page.position());
                    Files.write(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                }
            }
            """;

    @ClassRule
    public static final TemporaryFolder FOLDER = new TemporaryFolder();
    private static WebhookReceiver receiver;
    private static Node node;

    @BeforeClass
    public static void start() throws Exception {
        receiver = new WebhookReceiver();
        node = Node.prepared("webhooks");
        RuntimeFolder.addSetting(node.home(), "org.groundswell.kernel.keeper", "probationMillis = 0");
        node.start();
        Files.createDirectory(node.home().resolve("secrets"));
        Files.writeString(node.home().resolve("secrets/webhooks"), WebhookReceiver.SECRET);
        endpoint("crm", "allowedNetworks = 127.0.0.1", "fromTheBeginning = true", "firstPauseSeconds = 1",
                "longestPauseMinutes = 1");
        endpoint("strict", "allowedNetworks = 127.0.0.0/8", "states = paid", "personalData = true", "giveUpHours = 0",
                "firstPauseSeconds = 1");
        endpoint("inside", "fromTheBeginning = true");
        Files.copy(node.home().resolve("features/webhooks.json"), node.home().resolve("deploy/webhooks.json"));
        TestBundle.deploy(node, TestBundle.build(FOLDER.getRoot().toPath(), DIARY));
        for (String name : List.of("crm", "strict", "inside")) {
            Await.until("endpoint " + name + " is there", () -> console().contains("<h3>" + name));
        }
    }

    private static void endpoint(String name, String... more) throws Exception {
        var lines = new ArrayList<>(List.of("url = " + receiver.base() + "/" + name,
                "secrets = file:secrets/webhooks"));
        lines.addAll(List.of(more));
        RuntimeFolder.setting(node.home(), "org.groundswell.donations.webhooks~" + name, lines.toArray(String[]::new));
    }

    @AfterClass
    public static void end() {
        node.close();
        receiver.close();
    }

    @Test
    public void everyEventIsToldAtLeastOnceWhateverIsAwayMeanwhile() throws Exception {
        for (int kill = 0; kill < KILLS; kill++) {
            give(GIFTS);
            node.kill();
            node.start();
        }
        give(GIFTS);
        assertEquals("nothing was taken yet", List.of(), receiver.letters("/crm"));
        Await.until("what only hears of the paid was told once and has given up",
                () -> console().contains("send again"));
        // One donation is refused for good: the others go on.
        String refused = entries().iterator().next().replaceFirst("-\\d+$", "");
        receiver.take(letter -> letter.path().equals("/crm") && !letter.donation().equals(refused));
        Await.until("all but one are told", () -> missing(refused).isEmpty());
        give(GIFTS);
        Await.until("new ones, too", () -> missing(refused).isEmpty());
        node.kill();
        receiver.take(letter -> true);
        node.start();
        Await.until("all are told", () -> missing("none").isEmpty());
        assertInOrder(receiver.letters("/crm"));
        assertEquals(List.of(), receiver.wrong());
        assertTrue("nobody is named", receiver.letters("/crm").stream().noneMatch(
                each -> each.body().toString().contains("example.org") || each.body().toString().contains("Giver")));
        assertEquals("an address inside is reached by nobody", List.of(), receiver.letters("/inside"));
        assertTrue(console(), console().contains("127.0.0.1, which is not one of the Internet"));
        sendAgain();
        diary();
    }

    private void sendAgain() throws Exception {
        String[] login = {"Authorization", Console.basic(node.password())};
        var answer = node.admin().post("/system/console/webhooks", "endpoint=strict&donation=all&version=0"
                + "&action=send+again", login[0], login[1], "Origin", node.admin().base(), "Content-Type",
                "application/x-www-form-urlencoded");
        assertEquals(303, answer.status());
        Set<String> paid = entries("PAID");
        Await.until("what was given up is told", () -> ids("/strict").containsAll(paid));
        assertEquals("and nothing else", paid, ids("/strict"));
        assertTrue("who may know it is told who gave", receiver.letters("/strict").getFirst().body().toString()
                .contains("donor@example.org"));
        assertFalse("nothing is given up any more", console().contains("send again"));
    }

    /** What it has written down is all that there is; without its book it hears everything again. */
    private void diary() throws Exception {
        Path file = node.home().resolve("data/diary");
        Await.until("all is in the diary", () -> Files.readAllLines(file).containsAll(entries()));
        Files.delete(file);
        Await.until("all is there again", () -> Files.exists(file) && Files.readAllLines(file).containsAll(entries()));
    }

    private static void give(int gifts) throws Exception {
        var visitor = node.visitor();
        for (int i = 0; i < gifts; i++) {
            assertTrue(visitor.give("5", "Giver", "pay").body().contains("Thank you!"));
        }
    }

    private static Set<String> missing(String donation) throws Exception {
        Set<String> missing = entries();
        missing.removeAll(ids("/crm"));
        missing.removeIf(each -> each.startsWith(donation));
        return missing;
    }

    private static Set<String> ids(String path) {
        var ids = new TreeSet<String>();
        receiver.letters(path).forEach(each -> ids.add(each.id()));
        return ids;
    }

    private static Set<String> entries(String... states) throws Exception {
        var found = new TreeSet<String>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + node.ledger());
                var rows = connection.createStatement().executeQuery("SELECT lower(hex(donation)), sequence, state"
                        + " FROM entry")) {
            while (rows.next()) {
                if (states.length == 0 || List.of(states).contains(rows.getString(3))) {
                    found.add(rows.getString(1).replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5") + "-"
                            + rows.getLong(2));
                }
            }
        }
        return found;
    }

    /** A letter may come twice, but a donation's news never before what was before it. */
    private static void assertInOrder(List<WebhookReceiver.Letter> letters) {
        Map<String, Long> last = new HashMap<>();
        Set<String> known = new HashSet<>();
        for (WebhookReceiver.Letter each : letters) {
            if (known.add(each.id())) {
                Long before = last.put(each.donation(), each.version());
                assertTrue(each + " after " + before, before == null || before < each.version());
            }
        }
    }

    private static String console() throws Exception {
        return node.admin().get("/system/console/webhooks", "Authorization", Console.basic(node.password())).body();
    }
}
