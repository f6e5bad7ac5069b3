package org.groundswell.itests.faults;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.HashMap;
import java.util.Map;
import org.groundswell.itests.Await;
import org.groundswell.itests.Node;
import org.groundswell.itests.Visitor;

/** What a node promises while its database is away. */
final class Outage {
    private static final String SENTENCE = "We cannot record your gift at this moment";

    private final Node node;
    private final Visitor visitor;
    private final String key;
    private final long raised;

    /** While all is well: what the donor has before them then, and what the node shows. */
    Outage(Node node) throws Exception {
        this.node = node;
        visitor = node.visitor();
        key = visitor.key();
        raised = visitor.raised();
    }

    /** @param payment one that a gateway tells of meanwhile */
    void check(String payment) throws Exception {
        Await.until("a balancer leads no donors to " + node.home().getFileName(),
                () -> visitor.get("/readyz/give").status() == 503);
        assertEquals("visitors it does", 200, visitor.get("/readyz").status());
        assertEquals(200, visitor.get("/en/").status());
        assertTrue("the last known total", visitor.raised() >= raised);
        assertTrue("with its age", visitor.get("/api/campaigns/flood").body().contains("\"updated\""));
        var fields = new HashMap<>(Visitor.donation(key, "5", "Patient"));
        fields.put("provider", "mollie");
        var refused = visitor.post("/donations", fields);
        assertEquals(refused.body(), 503, refused.status());
        assertTrue(refused.body(), refused.body().contains(SENTENCE));
        assertEquals("5", refused.header("retry-after"));
        var told = visitor.post("/payments/mollie/webhook", Map.of("id", payment));
        assertEquals("the gateway tells it again", 503, told.status());
    }
}
