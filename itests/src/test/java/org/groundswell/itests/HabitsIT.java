package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Map;
import org.groundswell.itests.Visitor.Answer;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;

/** Every bad habit of a gateway, switched on in {@code conf/} while the node runs. */
public class HabitsIT {
    private static final String SANDBOX = "org.groundswell.payments.sandbox";

    @ClassRule
    public static final SharedNode NODE = new SharedNode("habits");
    private final Visitor visitor = NODE.node().visitor();
    private long before;

    @Before
    public void behave() throws Exception {
        habit("never = false");
        before = NODE.node().settledTotal();
    }

    @Test
    public void notificationsThatComeTwiceCountOnce() throws Exception {
        habit("twice = true");
        visitor.give("10", "Twice", "pay");
        Await.until("it counts", () -> visitor.raised() == before + 1000);
        visitor.give("10", "Twice again", "pay");
        Await.until("both count once", () -> visitor.raised() == before + 2000);
    }

    @Test
    public void notificationsOutOfOrderChangeNothing() throws Exception {
        habit("outOfOrder = true");
        visitor.give("11", "Disorder", "pay");
        Await.until("it counts", () -> visitor.raised() == before + 1100);
    }

    @Test
    public void withoutAnyNotificationTheReturnSettles() throws Exception {
        habit("never = true");
        assertTrue(visitor.give("12", "Silent", "pay").body().contains("Thank you!"));
        Await.until("it counts", () -> visitor.raised() == before + 1200);
    }

    @Test
    public void aLateNotificationSettlesADonorWhoNeverReturns() throws Exception {
        habit("lateMillis = 700");
        Answer pledged = visitor.post("/donations", Visitor.donation(visitor.key(), "13", "Gone"));
        visitor.post(pledged.location(), Map.of("action", "pay"));
        assertEquals(before, visitor.raised());
        Await.until("it counts", () -> visitor.raised() == before + 1300);
    }

    @Test
    public void aGatewayThatIsDownLosesNoPledgeAndTakesItLater() throws Exception {
        String key = visitor.key();
        habit("down = true");
        Await.until("it is down", () -> visitor.post("/donations", Visitor.donation(key, "14", "Patient"))
                .status() == 503);
        Answer refused = visitor.post("/donations", Visitor.donation(key, "14", "Patient"));
        assertTrue(refused.body().contains("We have noted your gift"));
        assertTrue("the same key again", refused.body().contains(key));
        assertTrue(!refused.header("retry-after").isEmpty());
        habit("down = false");
        Await.until("it is up", () -> visitor.post("/donations", Visitor.donation(key, "14", "Patient"))
                .status() == 303);
        Answer pledged = visitor.post("/donations", Visitor.donation(key, "14", "Patient"));
        visitor.post(pledged.location(), Map.of("action", "pay"));
        Await.until("it counts once", () -> visitor.raised() == before + 1400);
    }

    @Test
    public void aSlowGatewayIsWaitedFor() throws Exception {
        habit("slowMillis = 800");
        assertTrue(visitor.give("15", "Slow", "pay").body().contains("Thank you!"));
        Await.until("it counts", () -> visitor.raised() == before + 1500);
    }

    /** Changes the switch and waits until the sandbox was restarted with it. */
    private void habit(String line) throws Exception {
        RuntimeFolder.setting(NODE.node().home(), SANDBOX, line);
        NODE.node().awaitSetting(SANDBOX + ".Sandbox", line);
    }
}
