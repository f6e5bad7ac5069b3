package org.groundswell.wall;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.api.moderation.Decision;
import org.groundswell.donations.api.moderation.Moderation;
import org.groundswell.donations.api.moderation.Publicity;
import org.groundswell.donations.api.Totals;
import org.groundswell.edge.api.snapshots.SnapshotPublisher;
import org.groundswell.pages.api.Campaign;
import org.groundswell.pages.api.Pages;
import org.groundswell.pages.api.Site;
import org.joda.money.Money;
import org.junit.Test;

public class MessageWallTest {
    private static final UUID ONE = new UUID(0, 1);
    private static final UUID TWO = new UUID(0, 2);

    private final Released moderation = new Released();
    /** What happens while the wall reads the words from the ledger. */
    private Runnable meanwhile = () -> { };
    private int published;
    /** Whose gifts visitors see. */
    private int rehearsal;
    private final MessageWall wall = new MessageWall(proxy(Ledger.class, (method, arguments) -> {
        if (method.equals("totals")) {
            return new Totals("flood", Money.parse("EUR 0"), 0, Instant.EPOCH, rehearsal);
        }
        meanwhile.run();
        return Optional.of(paid((UUID) arguments[0]));
    }), null, moderation, new WallFeed(proxy(SnapshotPublisher.class, (_, _) -> {
        published++;
        return null;
    })));

    @Test
    public void whatIsHiddenWhileTheListIsReadIsHidden() {
        moderation.decide(List.of(ONE, TWO), Decision.SHOW);
        meanwhile = () -> {
            meanwhile = () -> { };
            moderation.decide(List.of(ONE), Decision.HIDE);
        };
        wall.shown();
        assertEquals(List.of(TWO), wall.shown().stream().map(Message::donation).toList());
    }

    @Test
    public void whatIsRefundedWhileTheListIsReadIsReadAgain() {
        moderation.decide(List.of(ONE), Decision.SHOW);
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
    public void openPagesAreToldOnceForEachChange() {
        moderation.decide(List.of(ONE), Decision.SHOW);
        wall.shown();
        wall.shown();
        assertEquals(1, published);
        moderation.decide(List.of(TWO), Decision.SHOW);
        wall.shown();
        assertEquals(2, published);
    }

    @Test
    public void whatWasTriedBeforeTheEveningComesDown() {
        moderation.decide(List.of(ONE), Decision.SHOW);
        rehearsal = 2;
        wall.committed(List.of());
        assertEquals(List.of(), wall.shown());
        rehearsal = 0;
        wall.committed(List.of());
        assertEquals(List.of(ONE), wall.shown().stream().map(Message::donation).toList());
    }

    @Test
    public void whatWasGivenToStandsBesideWhereThereIsMoreThanOneCampaign() {
        moderation.decide(List.of(ONE), Decision.SHOW);
        String one = new WallSection(wall, site("flood")).html("en");
        assertFalse(one, one.contains("Help: "));
        String many = new WallSection(wall, site("flood", "school")).html("en");
        assertTrue(many, many.contains("<bdi>A</bdi> · <bdi>Help: flood</bdi>"));
    }

    private static Pages site(String... campaigns) {
        var site = new Site("Aid", List.of("en"), Stream.of(campaigns).map(each -> new Campaign(each,
                Money.parse("EUR 1000"), List.of())).toList(), ZoneOffset.UTC);
        return proxy(Pages.class, (method, arguments) -> switch (method) {
            case "site" -> site;
            case "campaignTitle" -> "Help: " + arguments[1];
            default -> throw new AssertionError(method);
        });
    }

    /** Shows the words of what was released. */
    private static final class Released implements Moderation {
        private final List<UUID> released = new ArrayList<>();
        private long version;

        @Override
        public boolean waits(Donation donation) {
            return false;
        }

        @Override
        public Shown shown(Donation donation) {
            return released.contains(donation.pledge().id()) ? new Shown("A", "words") : Shown.NOTHING;
        }

        @Override
        public Publicity names() {
            return Publicity.ONCE_READ;
        }

        @Override
        public Publicity words() {
            return Publicity.ONCE_READ;
        }

        @Override
        public Optional<Decision> decision(UUID donation) {
            return Optional.empty();
        }

        @Override
        public List<UUID> released(int limit) {
            return List.copyOf(released);
        }

        @Override
        public void decide(List<UUID> donations, Decision decision) {
            released.removeAll(donations);
            if (decision == Decision.SHOW) {
                released.addAll(donations);
            }
            version++;
        }

        @Override
        public long version() {
            return version;
        }
    }

    private interface Answer {
        Object to(String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
                (_, method, arguments) -> answer.to(method.getName(), arguments)));
    }

    private static Donation paid(UUID id) {
        Money amount = Money.parse("EUR 25");
        var pledge = new Pledge(id, id.toString(), "flood", amount, new Donor("A", "", "words", false), "en",
                Instant.EPOCH);
        return new Donation(pledge, DonationState.PAID, null, amount, Money.parse("EUR 0"), null, Instant.EPOCH, 1);
    }
}
