package org.groundswell.console.site.settings;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
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
    public void aMenuIsPartedByCommasWithAndWithoutBlanks() {
        for (String menu : List.of("about,contact,", "about,contact", "about, contact,", "about , contact", ",about,,contact", "about contact")) {
            assertEquals(menu, "about, contact", settings.withOfSite("menu", menu).ofSite("menu"));
        }
    }

    @Test
    public void whatIsNoColourIsNotWritten() {
        for (String lines : List.of("nonsense", "deep: teal", "deep #fff", "Deep: #fff", "deep: #0b4f57\nnonsense", "dark nonsense", ": #fff")) {
            assertThrows(lines, UnwrittenValueException.class, () -> settings.withColours(lines));
        }
        assertEquals("deep: #fff\ndark deep: #000", settings.withColours(" deep :#fff \n\ndark deep: #000").colours());
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

    /** As many write YAML: lists stand below their key without being indented. */
    @Test
    public void aListAtTheIndentOfItsKeyIsReplaced() {
        String text = """
                name: X
                menu: # pages
                - news
                - about
                campaigns:
                - id: school
                  goal: 1000
                  amounts:
                  - 10
                  - 20
                  closes: 2026-12-01 20:00
                """;
        SiteSettings lists = SiteSettings.read(text).orElseThrow();
        assertEquals(text.replace("menu: # pages\n- news\n- about\n", "menu: [news, faq] # pages\n"),
                lists.withOfSite("menu", "news, faq").toString());
        assertEquals(text.replace("amounts:\n  - 10\n  - 20\n", "amounts: [10, 30]\n"),
                lists.withOfCampaign("school", "amounts", "10, 30").toString());
        assertEquals(text.replace("  amounts:\n  - 10\n  - 20\n", ""), lists.withOfCampaign("school", "amounts", "").toString());
        assertEquals("b", SiteSettings.read(text.replace("- 20\n", "- 20 # most\n")).orElseThrow()
                .withOfCampaign("school", "amounts", "b").ofCampaign("school", "amounts"));
    }

    @Test
    public void aReferenceIsReplacedInItsPlace() {
        String text = "a: &x [1, 2]\ncampaigns:\n  - id: s\n    goal: 5\n    monthly: *x # as above\n";
        SiteSettings changed = SiteSettings.read(text).orElseThrow().withOfCampaign("s", "monthly", "3");
        assertEquals(text.replace("*x", "[3]"), changed.toString());
        assertEquals(text.replace("    monthly: *x # as above\n", ""), changed.withOfCampaign("s", "monthly", "").toString());
        String last = "a: &x [1, 2]\ncampaigns:\n  - id: s\n    monthly: *x\n";
        assertEquals(last + "    goal: 5\n  - id: t\n    currency: EUR\n", SiteSettings.read(last).orElseThrow()
                .withOfCampaign("s", "goal", "5").withCampaign("t", "EUR", Map.of()).toString());
        String flow = "a: &x [1, 2]\ncampaigns: [{ id: s, monthly: *x }]\n";
        assertEquals(flow.replace("*x }", "*x, goal: 5 }"),
                SiteSettings.read(flow).orElseThrow().withOfCampaign("s", "goal", "5").toString());
        String anchored = "menu: &m [a]\nname: X\ncampaigns: [{ id: s }]\n";
        assertEquals(anchored.replace("&m [a]", "[b]"),
                SiteSettings.read(anchored).orElseThrow().withOfSite("menu", "b").toString());
        assertEquals("somebody else refers to it", List.of("menu"), refused(SiteSettings.read(anchored.replace("name: X",
                "also: *m")).orElseThrow(), settings -> settings.withOfSite("menu", "b")));
    }

    @Test
    public void theFirstCampaignComes() {
        for (String none : List.of("[]", "[] # none yet", "&all [\n  # none yet\n  ]")) {
            String text = "name: X\ncampaigns: " + none + "\n";
            assertEquals(text.replace("]", "{ id: a, currency: EUR, goal: 5 }]"),
                    SiteSettings.read(text).orElseThrow().withCampaign("a", "EUR", Map.of("goal", "5")).toString());
        }
    }

    @Test
    public void whatYamlCouldTakeForSomethingElseIsQuoted() {
        String odd = "a\tb\u0007c\u0085d\u2028e\ufefff";
        assertEquals(odd, settings.withOfSite("name", odd).ofSite("name"));
        for (String time : List.of("tomorrow: 20:00", "[", "2026-12-01 20:00 # x", "*a", "Tuesday", "2026-12-01 20:")) {
            assertEquals(time, settings.withOfCampaign("school", "opens", time).ofCampaign("school", "opens"));
        }
    }

    @Test
    public void whatCannotBeWrittenIsRefusedByItsKey() {
        assertEquals("more than a file may have", List.of("name"), refused(settings, each -> each.withOfSite("name",
                "a".repeat(500_000))));
        assertEquals(List.of("campaigns"), refused(settings, each -> each.withCampaign("a".repeat(500_000), "EUR", Map.of())));
    }

    private static List<String> refused(SiteSettings settings, UnaryOperator<SiteSettings> change) {
        return List.of(assertThrows(UnwrittenValueException.class, () -> change.apply(settings)).key());
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
