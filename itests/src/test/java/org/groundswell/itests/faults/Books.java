package org.groundswell.itests.faults;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.groundswell.itests.Await;
import org.groundswell.itests.Node;

/** Holds what everybody was told against what the ledger, the pages and the gateway say. */
final class Books {
    private final Cluster cluster;
    private final Crowd crowd;

    Books(Cluster cluster, Crowd crowd) {
        this.cluster = cluster;
        this.crowd = crowd;
    }

    /** To be called while nobody gives. */
    void check() throws Exception {
        Databases databases = cluster.databases();
        List<String> pledged = crowd.pledged();
        List<String> paid = crowd.paid();
        assertEquals("each acknowledged pledge, once", pledged.size(), counted("SELECT count(*) FROM donation WHERE key IN ",
                pledged));
        Await.until("each acknowledged payment is settled", () -> counted("SELECT count(DISTINCT d.key) FROM entry e JOIN"
                + " donation d ON d.id = e.donation WHERE e.state = 'PAID' AND d.key IN ", paid) == paid.size());
        assertEquals("none is paid twice", 0, databases.number("SELECT count(*) FROM (SELECT 1 FROM entry WHERE state = 'PAID'"
                + " GROUP BY donation HAVING count(*) > 1) twice"));
        Await.until("all that was handed over counts", () -> raised() == crowd.handedOver());
        assertEquals(raised(), databases.number("SELECT coalesce(sum(raised), 0) FROM entry"));
        assertEquals(raised(), databases.number("SELECT coalesce(sum(settled - refunded), 0) FROM donation"));
        long raised = raised();
        for (Node each : cluster.nodes()) {
            Await.until("all nodes show it", () -> each.visitor().raised() == raised);
        }
    }

    /** The ledger beside the gateway's own book. */
    void audit() throws Exception {
        String said = cluster.nodes().getFirst().script("shell", "groundswell:audit").text();
        assertTrue(said, said.contains("No differences."));
    }

    private long raised() throws SQLException {
        return cluster.databases().number("SELECT coalesce(sum(raised), 0) FROM total");
    }

    /** Keys are the nodes' own: no quotes in them. */
    private long counted(String query, List<String> keys) throws SQLException {
        return cluster.databases().number(query + keys.stream().collect(Collectors.joining("','", "('", "')")));
    }
}
