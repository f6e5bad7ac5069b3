package org.groundswell.studio;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.api.Totals;
import org.groundswell.donations.api.moderation.Moderation;
import org.groundswell.donations.api.moderation.Moderation.Shown;
import org.groundswell.edge.api.snapshots.SnapshotSet;
import org.groundswell.pages.api.Campaign;
import org.groundswell.pages.api.Pages;
import org.groundswell.pages.api.Site;
import org.joda.money.Money;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.Test;

public class StudioScreensTest {
    private static final String FIGURES = "/api/studio/en/flood";
    private final List<Donation> latest = new ArrayList<>();
    private final List<SnapshotSet> published = new ArrayList<>();
    private boolean ledgerIsAway;
    private String hidden = "";
    private long decisions;
    private final StudioScreens screens = new StudioScreens(ledger(), pages(), (publisher, set) -> published.add(set), "")
            .with(moderation(), () -> URI.create("https://give.example.org"));

    @Test
    public void aScreenForEachCampaignInEachLanguage() {
        screens.tick();
        String page = body("/studio/ar/school");
        assertTrue(page, page.contains("<html lang=\"ar\" dir=\"rtl\">"));
        assertTrue(page.contains("data-live=\"/live/studio/ar/school\""));
        assertTrue("the way to give", page.contains("aria-label=\"https://give.example.org/ar/school/donate\""));
        assertTrue(page.contains(">give.example.org/school<"));
        assertTrue(body("/studio/en/flood").contains(">give.example.org<"));
        assertEquals(Map.of("/live/studio/en/flood", FIGURES, "/live/studio/ar/flood", "/api/studio/ar/flood",
                "/live/studio/en/school", "/api/studio/en/school", "/live/studio/ar/school", "/api/studio/ar/school"),
                published.getLast().streams());
        Document parsed = Jsoup.parse(page);
        for (String address : List.of(parsed.select("link[rel=stylesheet]").attr("href"), parsed.select("script").attr("src"))) {
            assertTrue(address, address.startsWith("/studio/studio-"));
            assertFalse(address, body(address).isEmpty());
        }
    }

    @Test
    public void itMovesWhenAGiftComesAndWhenANameIsHidden() {
        screens.tick();
        assertTrue(body(FIGURES), body(FIGURES).contains("\"names\":[]"));
        give("Anna", "EUR 25");
        give("</script><b>Otto", "EUR 10");
        give("", "EUR 5");
        screens.committed(List.of());
        screens.tick();
        String figures = body(FIGURES);
        assertTrue(figures, figures.contains("\"raised\":\"€40\""));
        assertTrue(figures, figures.contains("{\"name\":\"Anna\",\"amount\":\"€25\"}"));
        assertTrue("a name is a text of JSON", figures.contains("{\"name\":\"</script><b>Otto\",\"amount\":\"€10\"}"));
        hidden = "Anna";
        decisions++;
        screens.tick();
        assertFalse(body(FIGURES).contains("Anna"));
        int before = published.size();
        screens.committed(List.of());
        screens.tick();
        assertEquals("what has not changed is not published", before, published.size());
    }

    @Test
    public void aTestSaysSoAndALongNameIsCut() {
        give("x".repeat(500), "EUR 25");
        screens.tick();
        assertTrue(body(FIGURES), body(FIGURES).contains("x".repeat(60) + "…\""));
        assertTrue(body(FIGURES).contains("\"test\":\"progress.test\""));
    }

    @Test
    public void whatIsAwayLeavesTheScreenAsItIs() {
        screens.tick();
        ledgerIsAway = true;
        screens.committed(List.of());
        screens.tick();
        assertEquals(1, published.size());
        ledgerIsAway = false;
        give("Anna", "EUR 25");
        screens.tick();
        assertTrue("looked at again without another gift", body(FIGURES).contains("Anna"));
    }

    @Test
    public void withoutModerationNobodyIsNamed() {
        give("Anna", "EUR 25");
        var alone = new StudioScreens(ledger(), pages(), (publisher, set) -> published.add(set), "help.example.org/now")
                .with(null, () -> URI.create("https://give.example.org"));
        alone.tick();
        assertFalse(body(FIGURES).contains("Anna"));
        assertTrue(body("/studio/en/school").contains(">help.example.org/now<"));
    }

    /** A text that one language lacks would be shown in another. */
    @Test
    public void allLanguagesHaveAllTexts() throws Exception {
        for (String language : List.of("nl", "ar")) {
            assertEquals(language, texts("en").stringPropertyNames(), texts(language).stringPropertyNames());
        }
    }

    private static Properties texts(String language) throws Exception {
        var texts = new Properties();
        try (Reader in = new InputStreamReader(StudioScreens.class.getResourceAsStream("texts_" + language
                + ".properties"), StandardCharsets.UTF_8)) {
            texts.load(in);
        }
        return texts;
    }

    private String body(String path) {
        return published.getLast().snapshots().stream().filter(each -> each.path().equals(path)).findFirst()
                .map(each -> new String(each.bytes(), StandardCharsets.UTF_8)).orElse("");
    }

    private void give(String name, String amount) {
        var pledge = new Pledge(new UUID(7, latest.size()), "key " + latest.size(), "flood", Money.parse(amount),
                new Donor(name, "", "", name.isEmpty()), "en", Instant.EPOCH).asTest(true);
        latest.add(new Donation(pledge, DonationState.PAID, null, pledge.amount(), Money.parse("EUR 0"), null,
                Instant.EPOCH, 1));
    }

    private Ledger ledger() {
        return proxy(Ledger.class, (_, method, arguments) -> switch (method.getName()) {
            case "totals" -> totals((String) arguments[0]);
            case "latest" -> arguments[0].equals("flood") ? List.copyOf(latest) : List.of();
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private Totals totals(String campaign) {
        if (ledgerIsAway) {
            throw new LedgerUnavailableException("away");
        }
        var raised = Money.parse("EUR 0");
        for (Donation each : campaign.equals("flood") ? latest : List.<Donation>of()) {
            raised = raised.plus(each.counted());
        }
        return new Totals(campaign, raised, latest.size(), Instant.EPOCH, 1);
    }

    private Moderation moderation() {
        return proxy(Moderation.class, (_, method, arguments) -> switch (method.getName()) {
            case "version" -> decisions;
            case "shown" -> {
                String name = ((Donation) arguments[0]).pledge().donor().name();
                yield name.equals(hidden) ? Shown.NOTHING : new Shown(name, "");
            }
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private static Pages pages() {
        var goal = Money.parse("EUR 1000");
        var site = new Site("Help", List.of("en", "ar"), List.of(new Campaign("flood", goal, List.of()),
                new Campaign("school", goal, List.of())), ZoneOffset.UTC);
        return new Pages() {
            @Override
            public Site site() {
                return site;
            }

            @Override
            public byte[] render(String page, String language, Map<String, ?> values) {
                throw new UnsupportedOperationException();
            }

            @Override
            public String text(String language, String key, Object... arguments) {
                return key;
            }
        };
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
