package org.groundswell.donations.service.protection;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.service.KeysOnly;
import org.groundswell.donations.service.Work;
import org.groundswell.donations.service.protection.Screening.Verdict;
import org.groundswell.shared.forms.FormFields;
import org.groundswell.testing.SetClock;
import org.joda.money.Money;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ScreeningTest {
    private static final int BITS = 8;
    private static final String SCRIPT_KEY = "6f1d3f0e-3b43-4b7e-9a2e-0d6c0c3a9f11";
    private static final int CHALLENGE_FROM = 3;
    private static final int REFUSE_FROM = 5;
    private static final int CHALLENGE_ALL_FROM = 8;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final SetClock clock = new SetClock("2026-11-21T20:00:00Z");
    private final Attempts attempts = new Attempts(clock, 5, Duration.ofMinutes(30), 20);
    private final Visitor donor = Visitor.of("198.51.100.1", "donor@example.org");
    private PledgeBudget pledges;
    private Screening screening;

    @Before
    public void start() throws Exception {
        var nodeKey = new NodeKey(folder.getRoot().toPath().resolve("links.key"));
        pledges = new PledgeBudget(new PledgeOrigins(folder.getRoot().toPath().resolve("origins"), nodeKey, 100),
                CHALLENGE_FROM, REFUSE_FROM, CHALLENGE_ALL_FROM);
        screening = new Screening(attempts, pledges, new ProofOfWork(new KeysOnly(), nodeKey, clock, BITS, Duration.ofSeconds(30),
                2), Duration.ofSeconds(2), clock);
    }

    @Test
    public void whoeverIsQuickerThanAPersonHasToConfirm() {
        String key = key();
        assertEquals(new Verdict.Confirm(key, ""), judge(Map.of("key", key)));
        clock.pass(Duration.ofSeconds(2));
        assertEquals(new Verdict.Welcome(), judge(Map.of("key", key)));
        String ahead = key(clock.instant().plusSeconds(30).toEpochMilli());
        assertEquals("the clocks of two nodes", new Verdict.Confirm(ahead, ""), judge(Map.of("key", ahead)));
    }

    @Test
    public void aKeyThatNoNodeHasMadeIsExchangedOnTheSummary() {
        // The system's clock makes the new ones.
        clock.set(Instant.now());
        for (String key : List.of(SCRIPT_KEY, key(clock.instant().plusSeconds(3600).toEpochMilli()),
                key(clock.instant().minus(Duration.ofDays(31)).toEpochMilli()), "00000000-0000-0000-0000-000000000000",
                "ffffffff-ffff-7fff-bfff-ffffffffffff", "00000000-0000-7000-8000-000000000000")) {
            var confirm = (Verdict.Confirm) judge(Map.of("key", key));
            assertNotEquals(key, confirm.key());
            assertEquals("", confirm.challenge());
            clock.set(Instant.now().plusSeconds(3));
            assertEquals(new Verdict.Welcome(), judge(Map.of("key", confirm.key())));
        }
    }

    @Test
    public void whoeverHasMuchOpenMeetsTheChallengeAndThenTheEnd() {
        String key = agedKey();
        var gifts = new ArrayList<UUID>();
        for (int i = 0; i < CHALLENGE_FROM; i++) {
            assertEquals(new Verdict.Welcome(), judge(Map.of("key", key)));
            gifts.add(UUID.randomUUID());
            assertTrue(pledges.begin(gifts.getLast(), donor));
        }
        String token = challenged(Map.of("key", key));
        assertEquals(new Verdict.Welcome(), judge(Map.of("key", key, "challenge", token, "work", worked(token))));
        assertEquals("somebody else", new Verdict.Welcome(), screening.judge(Visitor.of("198.51.100.2",
                "donor@example.org"), new FormFields(Map.of("key", key)), "en"));
        for (int i = CHALLENGE_FROM; i < REFUSE_FROM; i++) {
            assertTrue(pledges.begin(UUID.randomUUID(), donor));
        }
        assertEquals(new Verdict.TooManyOpen(), judge(Map.of("key", key, "challenge", token, "work", worked(token))));
        gifts.forEach(pledges::withdraw);
        assertEquals(new Verdict.Welcome(), judge(Map.of("key", key)));
    }

    @Test
    public void everybodyMeetsTheChallengeWhileVeryMuchIsOpen() {
        for (int i = 0; i < CHALLENGE_ALL_FROM; i++) {
            pledges.begin(UUID.randomUUID(), Visitor.of("203.0.113." + i, ""));
        }
        String token = challenged(Map.of("key", agedKey()));
        assertFalse(token.isEmpty());
    }

    @Test
    public void theTrapMeansTheChallengeWithoutAnAttackToo() {
        String key = agedKey();
        String token = challenged(Map.of("key", key, "website", "https://spam.example"));
        assertFalse(token.isEmpty());
        assertEquals("however often", Verdict.Confirm.class, judge(Map.of("key", key, "website", "https://spam.example",
                "challenge", token, "work", worked(token))).getClass());
        assertEquals("a person whose browser filled in every field", new Verdict.Welcome(),
                judge(Map.of("key", key, "challenge", token, "work", worked(token))));
    }

    @Test
    public void cardsFromEverywhereMeetTheChallengeAndABrowserPassesIt() {
        attackFromEverywhere();
        String key = agedKey();
        String token = challenged(Map.of("key", key));
        String number = worked(token);
        assertEquals(new Verdict.Welcome(), judge(Map.of("key", key, "challenge", token, "work", number)));
        assertEquals("for this form only", Verdict.Confirm.class, judge(Map.of("key",
                agedKey(), "challenge", token, "work", number)).getClass());
        assertEquals("work without a token is none", Verdict.Confirm.class,
                judge(Map.of("key", key, "challenge", "1.x", "work", number)).getClass());
        clock.pass(Duration.ofMinutes(31));
        assertEquals("after the attack", new Verdict.Welcome(), judge(Map.of("key", key)));
    }

    @Test
    public void withoutScriptsSoManyComeInAsHaveWaited() {
        attackFromEverywhere();
        String key = agedKey();
        String token = challenged(Map.of("key", key));
        clock.pass(Duration.ofSeconds(29));
        assertEquals("the time is not begun anew", token, challenged(Map.of("key", key, "challenge", token)));
        clock.pass(Duration.ofSeconds(1));
        int welcome = 0;
        for (int i = 0; i < 50; i++) {
            welcome += judge(Map.of("key", key, "challenge", token)) instanceof Verdict.Welcome ? 1 : 0;
        }
        assertTrue(welcome + " came in", welcome >= 1 && welcome <= 4);
    }

    private void attackFromEverywhere() {
        assertFalse(attempts.isOnGuard());
        for (int i = 0; i < 20; i++) {
            UUID donation = UUID.randomUUID();
            attempts.opened(donation, Visitor.of("203.0.113." + i, "thief" + i + "@example.org"));
            attempts.committed(List.of(new Entry(i, donation, "flood", DonationState.FAILED, Money.parse("EUR 0"), 0,
                    Cause.WEBHOOK, clock.instant())));
        }
        assertTrue(attempts.isOnGuard());
    }

    private String challenged(Map<String, String> fields) {
        String html = ((Verdict.Confirm) judge(fields)).challenge();
        int start = html.indexOf("data-work=\"") + 11;
        return html.substring(start, html.indexOf('"', start));
    }

    /** What the browser does. */
    private static String worked(String token) {
        return Work.of(token, BITS);
    }

    private Verdict judge(Map<String, String> fields) {
        return screening.judge(donor, new FormFields(fields), "en");
    }

    /** A key that a person may have had for a while. */
    private String agedKey() {
        return key(clock.instant().minusSeconds(60).toEpochMilli());
    }

    private String key() {
        return key(clock.instant().toEpochMilli());
    }

    private static String key(long millis) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        return new UUID(millis << 16 | id.getMostSignificantBits() & 0xffff, id.getLeastSignificantBits()).toString();
    }
}
