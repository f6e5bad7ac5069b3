package org.groundswell.itests;

import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A gateway is judged by the one call that every gift needs, however well it answers the others. */
public class GatewayVerdictIT {
    private static final String TILL = "org.example.till";
    private static final String SOURCE = TestGateway.source("till", "throw new IllegalStateException(\"the drawer is stuck\");");

    /** It is on trial for as long as donors of a slow machine need. */
    @ClassRule
    public static final SharedNode NODE = new SharedNode("gateway-verdict",
            Map.of("org.groundswell.kernel.keeper", List.of("probationMillis = 60000")));
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final Node node = NODE.node();
    private final Visitor visitor = node.visitor();

    @Test
    public void oneThatOpensNoPaymentGoesBack() throws Exception {
        var log = new SwapLog(node);
        Path jar = TestBundle.deploy(node, TestBundle.build(folder.getRoot().toPath(), SOURCE));
        log.await(TILL, "BEGUN");
        Await.until("it is judged", () -> {
            var fields = new HashMap<>(Visitor.donation(visitor.key(), "5", "Refused"));
            fields.put("provider", "till");
            visitor.post("/donations", fields);
            return log.records().stream().anyMatch(each -> List.of("GOOD", "ROLLED_BACK").contains(
                    each.get("outcome").getAsString()));
        });
        String reason = log.reason(TILL, "ROLLED_BACK");
        assertTrue(reason, reason.contains("PaymentProvider.open calls broke"));
        Await.until("it is not offered any more", () -> !visitor.get("/en/donate").body().contains("value=\"till\""));
        assertTrue(visitor.give("5", "Taken", "pay").body().contains("Thank you!"));
        Files.delete(jar);
    }
}
