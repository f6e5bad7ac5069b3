package org.groundswell.donations.service;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.service.Screening.Verdict;
import org.groundswell.edge.api.FormFields;
import org.joda.money.Money;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ScreeningTest {
    private static final int BITS = 8;
    private static final String SCRIPT_KEY = "6f1d3f0e-3b43-4b7e-9a2e-0d6c0c3a9f11";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final TestClock clock = new TestClock();
    private final Attempts attempts = new Attempts(clock, 5, Duration.ofMinutes(30), 20);
    private Screening screening;

    @Before
    public void start() throws Exception {
        var nodeKey = new NodeKey(folder.getRoot().toPath().resolve("links.key"));
        screening = new Screening(attempts, new WorkOrWait(new KeysOnly(), nodeKey, clock, BITS, Duration.ofSeconds(30),
                2), Duration.ofSeconds(2), clock);
    }

    @Test
    public void whoeverIsQuickerThanAPersonHasToConfirm() {
        String key = key();
        assertEquals(new Verdict.Confirm(""), judge(Map.of("key", key)));
        clock.now = clock.now.plusSeconds(2);
        assertEquals(new Verdict.Welcome(), judge(Map.of("key", key)));
        assertEquals("a script's key does not tell", new Verdict.Welcome(), judge(Map.of("key", SCRIPT_KEY)));
        String ahead = key(clock.now.plusSeconds(3600).toEpochMilli());
        assertEquals("nobody comes from the future", new Verdict.Confirm(""), judge(Map.of("key", ahead)));
    }

    @Test
    public void theTrapIsOneWithoutAnAttackToo() {
        assertEquals(new Verdict.Wait(), judge(Map.of("key", SCRIPT_KEY, "website", "https://spam.example")));
    }

    @Test
    public void cardsFromEverywhereMeetTheChallengeAndABrowserPassesIt() {
        attackFromEverywhere();
        String token = challenged(Map.of("key", SCRIPT_KEY));
        String number = worked(token);
        assertEquals(new Verdict.Welcome(), judge(Map.of("key", SCRIPT_KEY, "challenge", token, "work", number)));
        assertEquals("for this form only", Verdict.Confirm.class, judge(Map.of("key",
                UUID.randomUUID().toString(), "challenge", token, "work", number)).getClass());
        assertEquals("work without a token is none", Verdict.Confirm.class,
                judge(Map.of("key", SCRIPT_KEY, "challenge", "1.x", "work", number)).getClass());
        clock.now = clock.now.plus(Duration.ofMinutes(31));
        assertEquals("after the attack", new Verdict.Welcome(), judge(Map.of("key", SCRIPT_KEY)));
    }

    @Test
    public void withoutScriptsSoManyComeInAsHaveWaited() {
        attackFromEverywhere();
        String token = challenged(Map.of("key", SCRIPT_KEY));
        clock.now = clock.now.plusSeconds(29);
        assertEquals("the time is not begun anew", token, challenged(Map.of("key", SCRIPT_KEY, "challenge", token)));
        clock.now = clock.now.plusSeconds(1);
        int welcome = 0;
        for (int i = 0; i < 50; i++) {
            welcome += judge(Map.of("key", SCRIPT_KEY, "challenge", token)) instanceof Verdict.Welcome ? 1 : 0;
        }
        assertTrue(welcome + " came in", welcome >= 1 && welcome <= 4);
    }

    private void attackFromEverywhere() {
        assertFalse(attempts.isOnGuard());
        for (int i = 0; i < 20; i++) {
            UUID donation = UUID.randomUUID();
            attempts.opened(donation, Visitor.of("203.0.113." + i, "thief" + i + "@example.org"));
            attempts.committed(List.of(new Entry(i, donation, "flood", DonationState.FAILED, Money.parse("EUR 0"), 0,
                    "webhook", clock.now)));
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
        return screening.judge(Visitor.of("198.51.100.1", "donor@example.org"), new FormFields(fields), "en");
    }

    private String key() {
        return key(clock.now.toEpochMilli());
    }

    private static String key(long millis) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        return new UUID(millis << 16 | id.getMostSignificantBits() & 0xffff, id.getLeastSignificantBits()).toString();
    }
}
