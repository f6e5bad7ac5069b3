package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.groundswell.itests.Visitor.Answer;
import org.junit.Test;

/** A node that starts anew shows what it had published before, until it publishes itself. */
public class EarlyPagesIT {

    @Test
    public void visitorsOfAKilledNodeSeeItsLastPagesWhileItStarts() throws Exception {
        try (Node node = Node.started("early"); var watching = new Browser(true, "en")) {
            Visitor visitor = node.visitor();
            visitor.give("12", "Ada", "pay");
            Await.until("the gift is on the page that is saved", () -> Files.exists(saved(node))
                    && Files.readString(saved(node), StandardCharsets.ISO_8859_1)
                            .contains("\"raised\":1200"));
            watching.open(visitor.base() + "/en/");
            node.kill();
            node.launch();
            List<Answer> homes = new ArrayList<>();
            List<Answer> gifts = new ArrayList<>();
            Await.until("the node is fit again", () -> {
                try {
                    homes.add(visitor.get("/en/"));
                    assertEquals(1200, visitor.raised());
                    gifts.add(visitor.post("/donations", Map.of("campaign", "flood")));
                    return visitor.get("/readyz/give").status() == 200;
                } catch (IOException e) {
                    // Before the first page nobody listens; after it, somebody always does.
                    assertTrue("no answer after " + homes.size() + " pages: " + e, homes.isEmpty());
                    return false;
                }
            });
            homes.forEach(home -> assertEquals(200, home.status()));
            assertTrue("the first page has its headers", homes.getFirst().header("Content-Security-Policy")
                    .contains("default-src 'none'"));
            assertEquals("a gift before the ledger is there", 503, gifts.getFirst().status());
            for (Answer gift : gifts) {
                assertTrue("HTTP " + gift.status(), gift.status() == 422
                        || gift.status() == 503 && !gift.header("Retry-After").isEmpty());
            }
            visitor.give("3", "Bob", "pay");
            Await.until("the next gift is counted", () -> visitor.raised() == 1500);
            Await.until("also on a page that was open all the time", () -> watching.text("[data-show=raised]").contains("15"));
        }
    }

    @Test
    public void aSiteThatWasChangedInBetweenIsNotShownAsItWas() throws Exception {
        try (Node node = Node.started("early-changed")) {
            node.script("stop");
            assertTrue(Files.exists(saved(node)));
            Path home = node.home().resolve("site/content/en/home.md");
            Files.writeString(home, Files.readString(home) + "\n\nWritten while nobody looked.\n");
            node.launch();
            Visitor visitor = node.visitor();
            Await.until("the home page", () -> {
                Answer answer = visitor.get("/en/");
                if (answer.status() != 200) {
                    return false;
                }
                assertTrue(answer.body().contains("Written while nobody looked."));
                return true;
            });
            assertFalse(node.outputText().contains("No early answers"));
        }
    }

    private static Path saved(Node node) {
        return node.home().resolve("data/edge/pages");
    }
}
