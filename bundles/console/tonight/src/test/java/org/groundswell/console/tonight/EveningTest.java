package org.groundswell.console.tonight;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.api.Totals;
import org.groundswell.donations.api.choices.PaymentChoices.Gateway;
import org.groundswell.donations.api.choices.PaymentChoices.Standing;
import org.groundswell.donations.api.receipts.ReceiptBook;
import org.groundswell.pages.api.Campaign;
import org.groundswell.pages.api.PageException;
import org.groundswell.pages.api.Pages;
import org.groundswell.pages.api.Site;
import org.groundswell.stats.api.ArrivalFeed;
import org.groundswell.stats.api.FigureHistory;
import org.groundswell.stats.api.Figures;
import org.groundswell.stats.api.NodeFigures;
import org.groundswell.testing.SetClock;
import org.joda.money.Money;
import org.junit.Test;

public class EveningTest {
    private static final Instant NOW = Instant.parse("2026-11-21T20:00:10Z");
    private static final UnaryOperator<String> TITLES = id -> "Help: " + id;
    private final SetClock clock = new SetClock(NOW.toString());

    @Test
    public void numbersAreWrittenAsTheReaderDoes() {
        var evening = new Evening(List.of(new Totals("flood", Money.parse("EUR 1234.50"), 1234, NOW)), 4321, 12,
                Optional.of(new Evening.Answers(0.0125, 250, 12_400)), List.of(new Gateway("stripe", Standing.BROKEN)), 3,
                Optional.empty(), List.of(), List.of(new ArrivalFeed.Arrived(NOW, "/nl/", "news.example")),
                Optional.empty());
        Map<String, String> english = new Cells(Locale.ENGLISH, ZoneOffset.UTC, false, TITLES).of(evening);
        Map<String, String> dutch = new Cells(Locale.forLanguageTag("nl"), ZoneOffset.UTC, true, TITLES).of(evening);
        assertEquals("4,321", english.get("visitors"));
        assertEquals("4.321", dutch.get("visitors"));
        assertEquals("1.25%", english.get("errors"));
        assertTrue(dutch.get("errors"), dutch.get("errors").startsWith("1,25"));
        assertEquals("0.2", english.get("half"));
        assertEquals("12", english.get("slow"));
        assertEquals("BROKEN", english.get("gateway-stripe"));
        assertTrue(english.get("raised-flood"), english.get("raised-flood").contains("1,234.50"));
        assertEquals("news.example", english.get("from-0"));
        assertEquals("/nl/", english.get("page-0"));
        assertFalse("what nobody says is left open", english.containsKey("owed"));
    }

    @Test
    public void whoIsAwayLeavesAGap() {
        var source = new EveningSource(clock);
        Evening nobody = source.now();
        assertEquals(List.of(), nobody.raised());
        assertEquals(Optional.empty(), nobody.owed());
        source = new EveningSource(clock);
        source.receipts = (ReceiptBook) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] {ReceiptBook.class}, (_, _, _) -> {
                    throw new LedgerUnavailableException("the disk is full");
                });
        source.history = (from, to, points) -> List.of(minute(NOW, 200, 2, 1), minute(NOW, 200, 0, 7));
        assertEquals(Optional.empty(), source.now().owed());
        assertEquals(0.005, source.now().answers().orElseThrow().errors(), 0.0001);
        assertEquals("gifts of the last full minute", 7, source.now().gifts());
    }

    @Test
    public void aCurveHasTheLastCampaignAtTheSameTime() {
        var asked = new ArrayList<Duration>();
        FigureHistory history = (from, to, points) -> {
            asked.add(Duration.between(from, NOW));
            return List.of();
        };
        var curve = new Curves(history, Duration.ofDays(364), Duration.ofDays(30), clock).of(Curves.Time.HOUR);
        assertEquals(List.of(Duration.ofHours(1), Duration.ofDays(364).plusHours(1)), asked);
        assertEquals(NOW.minus(Duration.ofHours(1)), curve.from());
    }

    @Test
    public void theTableHasFiveMinutesARow() {
        var minutes = new ArrayList<Figures>();
        for (int i = 12; i > 0; i--) {
            minutes.add(minute(Instant.parse("2026-11-21T20:00:00Z").minusSeconds(60L * i), 10, 1, i));
        }
        var curves = new Curves((from, to, points) -> minutes, Duration.ofDays(364), Duration.ofDays(30), clock);
        var table = curves.table();
        assertEquals(3, table.size());
        assertEquals(Instant.parse("2026-11-21T19:55:00Z"), table.getFirst().get("from"));
        assertEquals(5L + 4 + 3 + 2 + 1, table.getFirst().get("gifts"));
        assertEquals("a currency that there is not", 1, ((List<?>) table.getFirst().get("amounts")).size());
    }

    @Test
    public void whoSeesWhatThePublicSeesReadsNoOtherName() {
        var gift = new Evening.Gift(new UUID(1, 1), "flood", Money.parse("EUR 25"), NOW, "Anna Berg", "");
        var other = new Evening.Gift(new UUID(1, 2), "flood", Money.parse("EUR 5"), NOW, "Omar Haddad", "Omar");
        var evening = new Evening(List.of(), 0, 0, Optional.empty(), List.of(), 0, Optional.empty(), List.of(gift, other),
                List.of(), Optional.empty());
        Map<String, String> viewer = new Cells(Locale.ENGLISH, ZoneOffset.UTC, false, TITLES).of(evening);
        assertEquals(List.of("", "Omar"), List.of(viewer.get("name-0"), viewer.get("name-1")));
        assertFalse(viewer.toString(), viewer.toString().contains("Anna") || viewer.toString().contains("Haddad"));
        Map<String, String> finance = new Cells(Locale.ENGLISH, ZoneOffset.UTC, true, TITLES).of(evening);
        assertEquals(List.of("Anna Berg", "Omar Haddad"), List.of(finance.get("name-0"), finance.get("name-1")));
    }

    @Test
    public void whereThereAreSeveralNodesTheirSumIsShownAndEachHasALine() {
        var source = new EveningSource(clock);
        source.history = (_, _, _) -> List.of(minute(NOW, 10, 0, 3));
        source.others = () -> Optional.of(new NodeFigures.AllNodes(7, 200, 5, 1_000, 80_000, List.of(
                new NodeFigures.Node("here", true, "1.0.0", NOW, false, true, 3, 100, 0),
                new NodeFigures.Node("there", false, "1.0.1", NOW.minusSeconds(90), true, true, 4, 100, 5))));
        Evening evening = source.now();
        Map<String, String> cells = new Cells(Locale.ENGLISH, ZoneOffset.UTC, true, TITLES).of(evening);
        assertEquals(List.of("7", "2.5%", "80", "1"), List.of(cells.get("visitors"), cells.get("errors"), cells.get("slow"),
                cells.get("half")));
        assertEquals("the ledger is one", "3", cells.get("minute"));
        assertEquals(List.of("here", "FIT", "1.0.0"), List.of(cells.get("node-name-0"), cells.get("node-state-0"),
                cells.get("node-release-0")));
        assertEquals(List.of("there", "SILENT", "4"), List.of(cells.get("node-name-1"), cells.get("node-state-1"),
                cells.get("node-visitors-1")));
        assertEquals("a node that has gone leaves its line", "", cells.get("node-name-2"));
    }

    /** A second campaign would else be given to unseen. */
    @Test
    public void theLastGiftsAreThoseOfAllCampaignsEachNamed() {
        var source = new EveningSource(clock);
        source.site = site("flood", "school");
        source.ledger = (Ledger) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Ledger.class},
                (_, method, arguments) -> switch (method.getName()) {
                    case "latest" -> arguments[0].equals("flood") ? List.of(gift("flood", 3), gift("flood", 1))
                            : List.of(gift("school", 2));
                    case "totals" -> new Totals((String) arguments[0], Money.parse("EUR 1"), 1, NOW);
                    default -> throw new AssertionError(method);
                });
        Evening evening = source.now();
        assertEquals(List.of("flood", "school", "flood"), evening.latest().stream().map(Evening.Gift::campaign).toList());
        Map<String, String> cells = new Cells(Locale.ENGLISH, ZoneOffset.UTC, true, TITLES).of(evening);
        assertEquals(List.of("Help: flood", "Help: school"), List.of(cells.get("of-0"), cells.get("of-1")));
        source.site = site("flood");
        clock.pass(Duration.ofSeconds(2));
        assertEquals("one campaign needs no name", "", new Cells(Locale.ENGLISH, ZoneOffset.UTC, true, TITLES)
                .of(source.now()).get("of-0"));
    }

    private static Pages site(String... campaigns) {
        var site = new Site("Aid", List.of("en"), Stream.of(campaigns).map(each -> new Campaign(each,
                Money.parse("EUR 1000"), List.of())).toList(), ZoneOffset.UTC);
        return (Pages) Proxy.newProxyInstance(Pages.class.getClassLoader(), new Class<?>[] {Pages.class},
                (_, method, _) -> {
                    assertEquals("site", method.getName());
                    return site;
                });
    }

    private static Donation gift(String campaign, int second) {
        Money amount = Money.parse("EUR 25");
        Instant at = NOW.minusSeconds(60 - second);
        var pledge = new Pledge(new UUID(9, second), "key", campaign, amount, new Donor("Anna", "", "", true), "en", at);
        return new Donation(pledge, DonationState.PAID, new Donation.Payment("gate", "1", null), amount,
                amount.minus(amount), null, at, 1);
    }

    /** The first start, before a folder of the site was read. */
    @Test
    public void whileThereIsNoSiteTheEveningHasAGap() {
        var source = new EveningSource(clock);
        source.site = (Pages) Proxy.newProxyInstance(Pages.class.getClassLoader(), new Class<?>[] {Pages.class},
                (_, _, _) -> {
                    throw new PageException("there is no site yet");
                });
        assertEquals(List.of(), source.now().raised());
        assertEquals("flood", source.title("en", "flood"));
    }

    private static Figures minute(Instant at, long requests, long errors, long gifts) {
        return new Figures(at, 1, 5, 10, requests, errors, 100, 2_000, gifts, 0, Map.of("EUR", 100L, "XQX", 5L), Map.of(),
                Map.of());
    }
}
