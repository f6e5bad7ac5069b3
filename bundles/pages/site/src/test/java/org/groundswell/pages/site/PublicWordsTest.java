package org.groundswell.pages.site;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.api.Totals;
import org.groundswell.donations.api.moderation.Moderation;
import org.groundswell.donations.api.moderation.Moderation.Shown;
import org.groundswell.donations.api.moderation.Publicity;
import org.groundswell.kernel.api.ports.PortUnavailableException;
import org.groundswell.pages.api.Campaign;
import org.groundswell.pages.api.Site;
import org.groundswell.pages.site.Figures.LatestDonation;
import org.joda.money.Money;
import org.junit.Test;

/** What pages show of donors is what the moderation lets pass, and nothing while there is none. */
public class PublicWordsTest {
    private static final Money GOAL = Money.parse("EUR 100");
    private static final Site SITE = new Site("Small", List.of("en"), List.of(new Campaign("flood", GOAL, List.of())),
            ZoneOffset.UTC);

    private Shown passed = Shown.NOTHING;
    private long version = 7;
    private boolean away;
    private final DonationView view = new DonationView();
    private final Moderation moderation = service(Moderation.class, (_, method, _) -> {
        if (away) {
            throw new PortUnavailableException("away");
        }
        return switch (method.getName()) {
            case "shown" -> passed;
            case "version" -> version;
            case "names" -> Publicity.ONCE_READ;
            default -> Publicity.AT_ONCE;
        };
    });

    public PublicWordsTest() {
        view.bindLedger(service(Ledger.class, (_, method, _) -> method.getName().equals("totals")
                ? new Totals("flood", GOAL, 1, Instant.EPOCH) : List.of(gift())));
    }

    @Test
    public void nothingIsShownWhereNobodyCanSayWhatMayBe() {
        view.refresh(SITE);
        assertEquals("", latest().name() + latest().message());
        assertEquals(PublicWords.NONE, view.shown());
    }

    @Test
    public void aDecisionShowsWithTheNextLook() {
        view.bindModeration(moderation);
        view.refresh(SITE);
        assertEquals("", latest().name());
        assertEquals(new PublicWords(Publicity.ONCE_READ, Publicity.AT_ONCE), view.shown());
        passed = new Shown("Anna", "words");
        assertFalse("nothing was said", view.refresh(SITE));
        version++;
        assertTrue(view.refresh(SITE));
        assertEquals("Annawords", latest().name() + latest().message());
        view.unbindModeration(moderation);
        assertTrue(view.refresh(SITE));
        assertEquals("", latest().name());
    }

    @Test
    public void whileItIsBeingReplacedTheNamesStayAndAreAskedForAgain() {
        passed = new Shown("Anna", "");
        view.bindModeration(moderation);
        view.refresh(SITE);
        away = true;
        view.committed(List.of());
        assertFalse(view.refresh(SITE));
        assertEquals("Anna", latest().name());
        away = false;
        passed = Shown.NOTHING;
        assertTrue(view.refresh(SITE));
        assertEquals("", latest().name());
    }

    private LatestDonation latest() {
        return view.figures().byCampaign().get("flood").latest().getFirst();
    }

    private static <T> T service(Class<T> type, InvocationHandler answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, answers));
    }

    private static Donation gift() {
        var pledge = new Pledge(new UUID(0, 1), "key", "flood", GOAL, new Donor("Anna", "", "words", false), "en",
                Instant.EPOCH);
        return new Donation(pledge, DonationState.PAID, null, GOAL, Money.zero(GOAL.getCurrencyUnit()), null,
                Instant.EPOCH, 1);
    }
}
