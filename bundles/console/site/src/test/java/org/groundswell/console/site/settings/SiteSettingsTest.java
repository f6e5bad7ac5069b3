package org.groundswell.console.site.settings;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.Test;

/** A form changes what it says, and leaves every other letter of the file alone. */
public class SiteSettingsTest {
    private static final String FILE = """
            # Who we are 🌊
            name: Higher Ground   # as on the letterhead
            languages: [en, nl]
            timezone: Europe/Amsterdam
            menu: [about, contact] # pages
            colours: { deep: "#0b4f57", dark: { deep: "#7fd0cf" } }

            campaigns:            # the first is on the home page
              - id: flood         # never change it
                currency: EUR
                goal: 250000
                amounts: [10, 25] # small first
                monthly:
                  - 5
                  - 10
              # the second one
              - { id: school, currency: EUR, goal: 100, amounts: [7], opens: 2026-12-01 20:00 }
            """;
    private final SiteSettings settings = SiteSettings.read(FILE).orElseThrow();

    @Test
    public void aFormShowsWhatTheFileSays() {
        assertEquals("Higher Ground", settings.ofSite("name"));
        assertEquals("about, contact", settings.ofSite("menu"));
        assertEquals("deep: #0b4f57\ndark deep: #7fd0cf", settings.colours());
        assertEquals(List.of("flood", "school"), settings.campaigns());
        assertEquals("5, 10", settings.ofCampaign("flood", "monthly"));
        assertEquals("2026-12-01T20:00", settings.ofCampaign("school", "opens"));
        assertEquals("", settings.ofCampaign("school", "closes"));
    }

    @Test
    public void whatNobodyChangedStaysLetterByLetter() {
        SiteSettings same = settings.withOfSite("name", "Higher Ground ").withOfSite("menu", "about, contact")
                .withColours(settings.colours()).withOfCampaign("flood", "monthly", "5, 10")
                .withOfCampaign("school", "opens", "2026-12-01T20:00").withOfCampaign("school", "closes", "");
        assertEquals(FILE, same.toString());
    }

    @Test
    public void aValueIsChangedInItsPlace() {
        same("name: Higher Ground ", "name: \"Hoog: \\\"droog\\\" \\\\ 🌊\" ", settings.withOfSite("name", "Hoog: \"droog\" \\ 🌊"));
        same("[about, contact]", "[about, news]", settings.withOfSite("menu", "about, news"));
        same("goal: 250000", "goal: 300000", settings.withOfCampaign("flood", "goal", "300000"));
        same("[10, 25]", "[10, 25, 50]", settings.withOfCampaign("flood", "amounts", "10, 25, 50"));
        same("      - 5\n      - 10", "      [5]", settings.withOfCampaign("flood", "monthly", "5"));
        same("12-01 20:00", "12-02 08:30", settings.withOfCampaign("school", "opens", "2026-12-02T08:30"));
        same("{ deep: \"#0b4f57\", dark: { deep: \"#7fd0cf\" } }", "{ deep: \"#000\" }", settings.withColours("deep: #000"));
    }

    @Test
    public void aValueComesAndGoes() {
        same("      - 10\n", "      - 10\n    closes: 2026-12-24 18:00\n", settings.withOfCampaign("flood", "closes",
                "2026-12-24T18:00"));
        same("20:00 }", "20:00, closes: 2026-12-24 18:00 }", settings.withOfCampaign("school", "closes", "2026-12-24T18:00"));
        same(", opens: 2026-12-01 20:00", "", settings.withOfCampaign("school", "opens", ""));
        same("    monthly:\n      - 5\n      - 10\n", "", settings.withOfCampaign("flood", "monthly", ""));
        same("menu: [about, contact] # pages\n", "", settings.withOfSite("menu", ""));
    }

    @Test
    public void aCampaignComesBehindTheOthers() {
        SiteSettings more = settings.withCampaign("roof", "EUR", Map.of("goal", "5000", "amounts", "5, 10", "monthly", "",
                "opens", "2026-12-01T20:00"));
        assertEquals(FILE + """
              - id: roof
                currency: EUR
                goal: 5000
                amounts: [5, 10]
                opens: 2026-12-01 20:00
            """.replaceFirst("  $", ""), more.toString());
        assertEquals(List.of("flood", "school", "roof"), more.campaigns());
        SiteSettings flow = SiteSettings.read("name: x\ncampaigns: [{ id: a, goal: 1 }]\n").orElseThrow()
                .withCampaign("b", "EUR", Map.of("goal", "2"));
        assertEquals("name: x\ncampaigns: [{ id: a, goal: 1 }, { id: b, currency: EUR, goal: 2 }]\n", flow.toString());
    }

    /** It may be twelve and a half: whoever reads the file refuses it. */
    @Test
    public void aCommaWithoutABlankPartsNothing() {
        assertEquals("12,50", settings.withOfCampaign("flood", "amounts", "12,50").ofCampaign("flood", "amounts"));
        assertTrue(settings.withOfCampaign("flood", "amounts", "12,50").toString().contains("amounts: [\"12,50\"]"));
    }

    @Test
    public void whatIsNoSiteHasNoForm() {
        for (String text : List.of("", "- a", "name: x", "a: [", "campaigns: x")) {
            assertTrue(text, SiteSettings.read(text).isEmpty());
        }
    }

    private static void same(String before, String after, SiteSettings changed) {
        assertTrue(before, FILE.contains(before));
        assertEquals(FILE.replace(before, after), changed.toString());
    }
}
