package org.groundswell.pages.site;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.groundswell.edge.api.Caching;
import org.groundswell.edge.api.snapshots.Snapshot;
import org.groundswell.pages.api.Campaign;
import org.groundswell.pages.site.Cards.Place;
import org.groundswell.pages.site.Figures.CampaignFigures;
import org.joda.money.Money;
import org.jsoup.Jsoup;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** Pictures of figures, for those who show cards of pages. */
public class CardsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final int BAR = 0x12707a;
    @Rule
    public final ShippedSite site = new ShippedSite();
    private final CardTable table = new CardTable();
    private LoadedSite loaded;

    @Before
    public void load() throws IOException {
        var problems = new ArrayList<Problem>();
        loaded = SiteLoader.load(SiteFolder.read(ShippedSite.SHIPPED, problems), Shipped.NOTHING, problems).orElseThrow();
    }

    @Test
    public void theBarShowsTheShareFromTheSideOnWhichReadersBegin() throws IOException {
        table.show(loaded, figures(50_000, false));
        table.draw(NOON);
        BufferedImage english = image("en");
        assertEquals("1200x630", english.getWidth() + "x" + english.getHeight());
        assertEquals(BAR, pixel(english, 150));
        assertNotEquals(BAR, pixel(english, 1050));
        BufferedImage arabic = image("ar");
        assertEquals(BAR, pixel(arabic, 1050));
        assertNotEquals(BAR, pixel(arabic, 150));
        assertEquals("Delta flood appeal: €50,000 raised of €250,000", card("en").orElseThrow().words().spoken());
    }

    @Test
    public void itsAddressChangesWithTheFiguresOnceAMinute() {
        table.show(loaded, figures(50_000, false));
        table.draw(NOON);
        Snapshot first = card("nl").orElseThrow().snapshot();
        assertEquals("the edge does not keep them all", Caching.REVALIDATE, first.caching());
        table.show(loaded, figures(60_000, false));
        table.draw(NOON.plusSeconds(59));
        assertEquals(first.path(), card("nl").orElseThrow().snapshot().path());
        table.draw(NOON.plusSeconds(60));
        Snapshot second = card("nl").orElseThrow().snapshot();
        assertNotEquals(first.path(), second.path());
        assertTrue("who has the page of before finds its picture", table.now().snapshots().contains(first));
        Cards before = table.now();
        table.show(loaded, figures(60_000, false));
        table.draw(NOON.plusSeconds(180));
        assertTrue("nothing new is drawn", before == table.now());
    }

    @Test
    public void fewAreKept() {
        for (int minute = 0; minute < 10; minute++) {
            table.show(loaded, figures(50_000 + minute, false));
            table.draw(NOON.plusSeconds(60 * minute));
        }
        assertEquals(3 * loaded.site().languages().size(), table.now().snapshots().size());
    }

    @Test
    public void testsAreNotShownAsGifts() {
        table.show(loaded, figures(50_000, true));
        table.draw(NOON);
        assertEquals("Delta flood appeal: Our goal: €250,000", card("en").orElseThrow().words().spoken());
    }

    @Test
    public void withoutLettersThereIsNoPicture() {
        assertEquals(Optional.empty(), new CardDrawing(new Palette(Map.of())).png(new CardWords("\uE123", "b", "c", "d", 0, false)));
    }

    @Test
    public void aLongNameIsMadeSmallerAndOddColoursAreLeftOut() {
        byte[] usual = new CardDrawing(new Palette(Map.of())).png(words("W".repeat(60))).orElseThrow();
        assertArrayEquals(usual, new CardDrawing(new Palette(Map.of("deep", "rebeccapurple"))).png(words("W".repeat(60))).orElseThrow());
        assertFalse(java.util.Arrays.equals(usual, new CardDrawing(new Palette(Map.of("deep", "#f00"))).png(words("W".repeat(60)))
                .orElseThrow()));
    }

    @Test
    public void pagesWithFiguresHaveTheirPicture() throws IOException {
        SitePages pages = site.pages();
        pages.cards().show(loaded, figures(50_000, false));
        pages.cards().draw(NOON);
        pages.tick();
        assertEquals(List.of(), pages.problems());
        var home = Jsoup.parse(site.body("/ar/"));
        String address = home.select("meta[property=og:image]").attr("content");
        assertTrue(address, address.matches("https://give.example/cards/flood\\.ar\\.[0-9a-f]+\\.png"));
        assertEquals("image/png", site.snapshot(address.substring("https://give.example".length())).contentType());
        assertEquals("1200", home.select("meta[property=og:image:width]").attr("content"));
        assertFalse(site.body("/ar/about").contains("og:image"));
    }

    private static CardWords words(String name) {
        return new CardWords(name, name, "€1", "of €2", 0.5, false);
    }

    private Figures figures(long raised, boolean test) {
        Campaign campaign = loaded.site().campaigns().getFirst();
        return new Figures(Map.of(campaign.id(), new CampaignFigures(Money.ofMajor(campaign.goal().getCurrencyUnit(), raised),
                campaign.goal(), 12, raised / 250_000.0, NOON, List.of(), test)));
    }

    private Optional<Cards.Card> card(String language) {
        return table.now().of(new Place("flood", language));
    }

    private BufferedImage image(String language) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(card(language).orElseThrow().snapshot().bytes()));
    }

    private static int pixel(BufferedImage image, int x) {
        return image.getRGB(x, 512) & 0xffffff;
    }
}
