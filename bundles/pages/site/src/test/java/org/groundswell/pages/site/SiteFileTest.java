package org.groundswell.pages.site;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.groundswell.pages.api.Site;
import org.joda.money.Money;
import org.junit.Test;

public class SiteFileTest {
    private static final String GOOD = """
            name: Higher Ground
            languages: [en, nl]
            timezone: Europe/Amsterdam
            campaigns:
              - id: flood
                currency: EUR
                goal: 250_000
                amounts: [10, 25.50]
            """;

    @Test
    public void readsASite() {
        Site site = SiteFile.read(GOOD, new ArrayList<>()).orElseThrow();
        assertEquals("Higher Ground", site.name());
        assertEquals(List.of("en", "nl"), site.languages());
        assertEquals(Money.parse("EUR 250000"), site.campaigns().getFirst().goal());
        assertEquals(List.of(Money.parse("EUR 10"), Money.parse("EUR 25.50")),
                site.campaigns().getFirst().amounts());
    }

    @Test
    public void giftsOfEveryMonthMayHaveTheirOwnAmounts() {
        Site same = SiteFile.read(GOOD, new ArrayList<>()).orElseThrow();
        assertEquals(same.campaigns().getFirst().amounts(), same.campaigns().getFirst().monthlyAmounts());
        Site own = SiteFile.read(GOOD + "    monthly: [5, 10]\n", new ArrayList<>()).orElseThrow();
        assertEquals(List.of(Money.parse("EUR 5"), Money.parse("EUR 10")), own.campaigns().getFirst().suggested(true));
        assertEquals(own.campaigns().getFirst(), own.campaignOrDefault("nothing"));
        assertEquals(own.campaigns().getFirst(), own.campaignOrDefault(null));
    }

    @Test
    public void namesLineKeyAndWhatWasExpected() {
        wrong("goal: 250_000", "goal: lots",
                "site/site.yaml, line 7: goal: expected an amount greater than zero such as 25 or 25.50, found 'lots'");
        wrong("goal: 250_000", "goal: -5",
                "site/site.yaml, line 7: goal: expected an amount greater than zero such as 25 or 25.50, found '-5'");
        wrong("25.50", "25.505", "site/site.yaml, line 8: amounts: expected at most 2 decimals, as EUR has them, found"
                + " '25.505'; thousands have no point: 25505");
        wrong("goal: 250_000", "goal: 250.000", "site/site.yaml, line 7: goal: expected at most 2 decimals, as EUR has them,"
                + " found '250.000'; thousands have no point: 250000");
        wrong("25.50", "2.500", "site/site.yaml, line 8: amounts: expected at most 2 decimals, as EUR has them, found"
                + " '2.500'; thousands have no point: 2500");
        wrong("goal: 250_000", "goal: 1.250.000", "site/site.yaml, line 7: goal: expected an amount greater than zero such as"
                + " 25 or 25.50, found '1.250.000'");
        wrong("25.50", "10.00", "site/site.yaml, line 8: amounts: '10.00' is there twice");
        wrong("[10, 25.50]", "[10, 25.50]\n    monthly: [5, x]", "site/site.yaml, line 9: monthly: expected an amount greater"
                + " than zero such as 25 or 25.50, found 'x'");
        wrong("[10, 25.50]", "[10, 25.50]\n    monthly: []",
                "site/site.yaml, line 9: monthly: expected a list with at least one entry");
        wrong("currency: EUR", "currency: EURO",
                "site/site.yaml, line 6: currency: expected a code such as EUR (ISO 4217), found 'EURO'");
        wrong("id: flood", "id: Flood!",
                "site/site.yaml, line 5: id: expected small letters, digits and hyphens, found 'Flood!'");
        wrong("Europe/Amsterdam", "Amsterdam",
                "site/site.yaml, line 3: timezone: expected a zone such as Europe/Amsterdam, found 'Amsterdam'");
        wrong("name: Higher Ground", "nam: Higher Ground",
                "site/site.yaml, line 1: nam: no such key; known are askAddress, campaigns, colours, hideNames, languages, logo,"
                + " menu, name, timezone");
        wrong("goal: 250_000", "gaol: 250_000",
                "site/site.yaml, line 7: gaol: no such key; known are amounts, closes, currency, goal, id, monthly, opens");
        wrong("currency: EUR", "curency: EUR",
                "site/site.yaml, line 6: curency: no such key; known are amounts, closes, currency, goal, id, monthly, opens");
        wrong("[en, nl]", "[english]",
                "site/site.yaml, line 2: languages: expected a language tag such as en or nl, found 'english'");
        wrong("languages: [en, nl]", "languages: []",
                "site/site.yaml, line 2: languages: expected a list with at least one entry");
    }

    @Test
    public void brokenYamlIsNamedWithItsLine() {
        var problems = new ArrayList<Problem>();
        assertTrue(SiteFile.read(GOOD.replace("[en, nl]", "[en, nl"), problems).isEmpty());
        assertEquals(1, problems.size());
        assertTrue(problems.toString(), problems.getFirst().line() > 1);
    }

    /** As many decimals as the currency has, and no more. */
    @Test
    public void decimalsAreThoseOfTheCurrency() {
        wrong(GOOD, GOOD.replace("EUR", "JPY").replace("25.50", "20.0"), "site/site.yaml, line 8: amounts: expected at most 0"
                + " decimals, as JPY has them, found '20.0'");
        assertEquals(Money.parse("KWD 1.250"), SiteFile.read(GOOD.replace("EUR", "KWD").replace("25.50", "1.250"),
                new ArrayList<>()).orElseThrow().campaigns().getFirst().amounts().getLast());
    }

    @Test
    public void aCampaignThatIsThereTwiceIsNamed() {
        var problems = new ArrayList<Problem>();
        String one = "  - { id: %s, currency: EUR, goal: 10, amounts: [1] }\n";
        SiteFile.read("name: A\nlanguages: [en]\ncampaigns:\n" + one.formatted("a") + one.formatted("tunis") + one.formatted("b")
                + one.formatted("tunis"), problems);
        assertEquals("[site/site.yaml, line 7: id: 'tunis' is there twice: each campaign has an id of its own]",
                problems.toString());
    }

    @Test
    public void aLanguageThatStandsThereTwiceIsNamed() {
        wrong("[en, nl]", "[en, nl, nl]", "site/site.yaml, line 2: languages: 'nl' is there twice");
    }

    private static void wrong(String good, String bad, String expected) {
        var problems = new ArrayList<Problem>();
        assertTrue(SiteFile.read(GOOD.replace(good, bad), problems).isEmpty());
        assertEquals("one mistake, one message", List.of(expected), problems.stream().map(Problem::toString).toList());
    }
}
