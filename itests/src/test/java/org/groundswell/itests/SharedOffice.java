package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Letters to the charity, and the log of what its people do, at two nodes over one database. */
final class SharedOffice {
    private static final String OLD_WORDS = "words from years ago";
    private static final Pattern MESSAGE = Pattern.compile("id=\"m-([0-9a-f-]{36})\"");

    private final UUID old = UUID.randomUUID();
    private final Node here;
    private final Node there;

    SharedOffice(Node here, Node there) {
        this.here = here;
        this.there = there;
    }

    /** Before its start: a letter that only one node has, and that nobody has seen to. */
    void anOldLetterIsAt(Node node) throws IOException {
        Path letters = node.home().resolve("data/contact/messages.jsonl");
        Files.createDirectories(letters.getParent());
        Files.writeString(letters, "{\"id\":\"" + old + "\",\"at\":\"" + Instant.now().minus(Duration.ofDays(1000))
                + "\",\"language\":\"en\",\"name\":\"Olga\",\"email\":\"olga@example.org\",\"text\":\"" + OLD_WORDS + "\"}\n");
    }

    void aLetterIsSeenAndDoneAtBoth() throws Exception {
        assertEquals(200, here.visitor().post("/contact", Map.of("lang", "en", "name", "Bea", "email", "bea@example.org",
                "text", "May I lend you my boat?")).status());
        Await.until("the other node has it", () -> letters(there, "open").contains("May I lend you my boat?"));
        Await.until("what one node had alone is at the other", () -> letters(here, "open").contains(OLD_WORDS));
        String letter = newest(there);
        press(there, Map.of("done", letter));
        Await.until("it is done here, too", () -> letters(here, "done").contains("m-" + letter));
        assertFalse(letters(here, "open").contains("m-" + letter));
        press(here, Map.of("done", old.toString()));
        Await.until("and there", () -> letters(there, "done").contains("m-" + old));
    }

    /** At its next start that node looks for what is old. */
    void whatIsOldWillBeLookedForAt(Node node) throws IOException {
        Path last = node.home().resolve("data/retention/last-round");
        Files.createDirectories(last.getParent());
        Files.writeString(last, Instant.now().minus(Duration.ofHours(50)).toString());
    }

    void theOldLetterIsGoneAtBoth() throws Exception {
        for (Node each : new Node[] {here, there}) {
            Await.until("it was deleted", () -> !letters(each, "all").contains(OLD_WORDS));
            Await.until("in the file, too", () -> !Files.readString(each.home().resolve("data/contact/messages.jsonl"))
                    .contains(OLD_WORDS));
            assertTrue("the other one stays", letters(each, "all").contains("May I lend you my boat?"));
        }
    }

    void whatWasDoneIsInTheLogsOfAll() throws Exception {
        Await.until("what was done here is shown there", () -> log(there, "?nodes=all").contains(old.toString()));
        assertFalse("whose own log has not got it", log(there, "").contains(old.toString()));
        Await.until("and the other way", () -> log(here, "?nodes=all").contains(newest(there)));
        Await.until("all is proved", () -> {
            Node.Result proof = there.script("shell", "groundswell:verify-log");
            assertFalse(proof.text(), proof.text().contains("BROKEN"));
            return proof.status() == 0 && proof.text().contains("The copy of this log in the database")
                    && proof.text().contains("The log of ");
        });
        String newest = there.script("shell", "groundswell:audit-log").text();
        assertTrue(newest, newest.contains(old.toString()));
    }

    /** The letter that came last, which somebody has seen to or not. */
    private String newest(Node node) throws Exception {
        Matcher message = MESSAGE.matcher(letters(node, "all"));
        assertTrue(message.find());
        return message.group(1);
    }

    private String letters(Node node, String which) throws Exception {
        return page(node, "/admin/messages?which=" + which);
    }

    private String log(Node node, String query) throws Exception {
        return page(node, "/admin/audit" + query);
    }

    private String page(Node node, String path) throws Exception {
        return node.admin().get(path, "Authorization", Console.basic(here.password())).body();
    }

    private void press(Node node, Map<String, String> form) throws Exception {
        assertEquals(303, node.admin().post("/admin/messages", form, "Authorization", Console.basic(here.password()),
                "Origin", node.admin().base()).status());
    }
}
