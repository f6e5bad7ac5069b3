package org.groundswell.donations.moderation;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.api.moderation.Decision;
import org.groundswell.donations.api.moderation.Moderation.Shown;
import org.groundswell.donations.api.moderation.Publicity;
import org.joda.money.Money;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class FileModerationTest {
    private static final UUID ID = new UUID(0, 1);
    private static final Donation ANNA = gift("Anna", "Good luck", false);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private Instant now = Instant.EPOCH;

    @Test
    public void nothingIsShownBeforeItWasRead() throws Exception {
        FileModeration moderation = moderation("read", "read");
        assertEquals(Shown.NOTHING, moderation.shown(ANNA));
        assertEquals(Publicity.ONCE_READ, moderation.names());
        moderation.decide(List.of(ID), Decision.SHOW);
        assertEquals(new Shown("Anna", "Good luck"), moderation.shown(ANNA));
        moderation.decide(List.of(ID), Decision.NAME);
        assertEquals(new Shown("Anna", ""), moderation.shown(ANNA));
        moderation.decide(List.of(ID), Decision.HIDE);
        assertEquals(Shown.NOTHING, moderation.shown(ANNA));
    }

    @Test
    public void whoDoesNotWantToBeNamedIsNot() throws Exception {
        FileModeration moderation = moderation("all", "all");
        assertEquals(new Shown("", "Good luck"), moderation.shown(gift("Anna", "Good luck", true)));
        moderation.decide(List.of(ID), Decision.SHOW);
        assertEquals(new Shown("", "Good luck"), moderation.shown(gift("Anna", "Good luck", true)));
    }

    @Test
    public void whatIsHiddenStaysHiddenWhereAllIsShown() throws Exception {
        FileModeration moderation = moderation("all", "all");
        assertEquals(new Shown("Anna", "Good luck"), moderation.shown(ANNA));
        assertEquals(Publicity.AT_ONCE, moderation.words());
        moderation.decide(List.of(ID), Decision.HIDE);
        assertEquals(Shown.NOTHING, moderation.shown(ANNA));
    }

    @Test
    public void plainNamesPassByThemselvesAndTheirWordsDoNot() throws Exception {
        FileModeration moderation = moderation("plain", "read");
        assertEquals(new Shown("Anna", ""), moderation.shown(ANNA));
        assertEquals(Shown.NOTHING, moderation.shown(gift("You are all thieves www.spam.example", "", false)));
        assertEquals(Shown.NOTHING, moderation.shown(gift("Thieves", "", false)));
    }

    @Test
    public void neverIsNeverWhateverWasDecided() throws Exception {
        FileModeration moderation = moderation("never", "never");
        moderation.decide(List.of(ID), Decision.SHOW);
        assertEquals(Shown.NOTHING, moderation.shown(ANNA));
        assertEquals(Publicity.NEVER, moderation.names());
    }

    @Test
    public void onlyWhatADecisionWouldShowWaitsForOne() throws Exception {
        FileModeration moderation = moderation("plain", "never");
        assertFalse("a plain name is there, words never are", moderation.waits(ANNA));
        assertTrue(moderation.waits(gift("Thieves", "Good luck", false)));
        assertFalse(moderation.waits(gift("Thieves", "Good luck", true)));
        moderation.decide(List.of(ID), Decision.HIDE);
        assertFalse(moderation.waits(gift("Thieves", "", false)));
    }

    @Test
    public void whoWasToldNeverWaitsForNobodyWhateverIsSetLater() throws Exception {
        moderation("never", "never");
        now = now.plusSeconds(10);
        assertFalse(moderation("read", "read").waits(ANNA));
    }

    @Test
    public void whatTheFormSaidStaysTrueForThatGift() throws Exception {
        moderation("never", "never");
        now = Instant.EPOCH.plusSeconds(1);
        FileModeration moderation = moderation("all", "all");
        assertEquals(Shown.NOTHING, moderation.shown(ANNA));
        moderation.decide(List.of(ID), Decision.SHOW);
        assertEquals("nobody was asked", Shown.NOTHING, moderation.shown(ANNA));
    }

    @Test
    public void whatWasToBeReadFirstIsNotShownUnreadByAnotherRule() throws Exception {
        moderation("read", "read");
        now = Instant.EPOCH.plusSeconds(1);
        assertEquals(Shown.NOTHING, moderation("all", "all").shown(ANNA));
        assertEquals(Shown.NOTHING, moderation("plain", "all").shown(ANNA));
        FileModeration later = moderation("all", "all");
        later.decide(List.of(ID), Decision.SHOW);
        assertEquals(new Shown("Anna", "Good luck"), later.shown(ANNA));
    }

    @Test
    public void eachDecisionAndEachNewProviderHasAnotherVersion() throws Exception {
        FileModeration moderation = moderation("read", "read");
        long before = moderation.version();
        moderation.decide(List.of(ID, new UUID(0, 2)), Decision.SHOW);
        assertNotEquals(before, moderation.version());
        assertNotEquals(moderation.version(), moderation("all", "all").version());
        assertEquals(List.of(new UUID(0, 2), ID), moderation.released(5));
        assertEquals(List.of(new UUID(0, 2)), moderation.released(1));
    }

    @Test
    public void aRuleThatThereIsNotIsRefused() {
        var refused = assertThrows(IllegalArgumentException.class, () -> moderation("read", "plain"));
        assertTrue(refused.getMessage(), refused.getMessage().contains("words: expected one of read, all, never"));
    }

    private FileModeration moderation(String names, String words) throws Exception {
        return new FileModeration(names, words, new PlainNames("thieves"),
                new DecisionFile(folder.getRoot().toPath().resolve("decisions")),
                new RuleHistory(folder.getRoot().toPath().resolve("rules")), Clock.fixed(now, ZoneOffset.UTC));
    }

    private static Donation gift(String name, String message, boolean anonymous) {
        Money amount = Money.parse("EUR 25");
        var pledge = new Pledge(ID, "key", "flood", amount, new Donor(name, "", message, anonymous), "en",
                Instant.EPOCH);
        return new Donation(pledge, DonationState.PAID, null, amount, Money.parse("EUR 0"), null, Instant.EPOCH, 1);
    }
}
