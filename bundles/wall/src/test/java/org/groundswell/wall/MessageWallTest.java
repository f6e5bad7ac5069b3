package org.groundswell.wall;

import static org.junit.Assert.assertEquals;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.api.Totals;
import org.groundswell.edge.api.snapshots.SnapshotPublisher;
import org.joda.money.Money;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class MessageWallTest {
    private static final UUID ONE = new UUID(0, 1);
    private static final UUID TWO = new UUID(0, 2);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    /** What happens while the wall reads the words from the ledger. */
    private Runnable meanwhile = () -> { };
    /** Whose gifts visitors see. */
    private int rehearsal;
    private MessageWall wall;

    @Before
    public void open() throws Exception {
        var ledger = (Ledger) Proxy.newProxyInstance(Ledger.class.getClassLoader(), new Class<?>[] {Ledger.class},
                (_, method, arguments) -> {
                    if (method.getName().equals("totals")) {
                        return new Totals("flood", Money.parse("EUR 0"), 0, Instant.EPOCH, rehearsal);
                    }
                    meanwhile.run();
                    return Optional.of(paid((UUID) arguments[0]));
                });
        var publisher = (SnapshotPublisher) Proxy.newProxyInstance(SnapshotPublisher.class.getClassLoader(),
                new Class<?>[] {SnapshotPublisher.class}, (_, _, _) -> null);
        wall = new MessageWall(ledger, null, new WallFeed(publisher),
                new DecisionFile(folder.getRoot().toPath().resolve("decisions")));
    }

    @Test
    public void whatIsHiddenWhileTheListIsReadIsHidden() {
        wall.decide(ONE, true);
        wall.decide(TWO, true);
        meanwhile = () -> {
            meanwhile = () -> { };
            wall.decide(ONE, false);
        };
        wall.shown();
        assertEquals(List.of(TWO), wall.shown().stream().map(Message::donation).toList());
    }

    @Test
    public void whatIsRefundedWhileTheListIsReadIsReadAgain() {
        wall.decide(ONE, true);
        int[] reads = new int[1];
        meanwhile = () -> {
            if (reads[0]++ == 0) {
                wall.committed(List.of());
            }
        };
        wall.shown();
        wall.shown();
        wall.shown();
        assertEquals(2, reads[0]);
    }

    @Test
    public void whatWasTriedBeforeTheEveningComesDown() {
        wall.decide(ONE, true);
        rehearsal = 2;
        wall.committed(List.of());
        assertEquals(List.of(), wall.shown());
        rehearsal = 0;
        wall.committed(List.of());
        assertEquals(List.of(ONE), wall.shown().stream().map(Message::donation).toList());
    }

    private static Donation paid(UUID id) {
        Money amount = Money.parse("EUR 25");
        var pledge = new Pledge(id, id.toString(), "flood", amount, new Donor("A", "", "words", false), "en",
                Instant.EPOCH);
        return new Donation(pledge, DonationState.PAID, null, amount, Money.parse("EUR 0"), null, Instant.EPOCH, 1);
    }
}
