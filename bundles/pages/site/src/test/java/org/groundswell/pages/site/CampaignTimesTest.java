package org.groundswell.pages.site;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** Campaigns that nobody knows of before their hour, and those that have ended. */
public class CampaignTimesTest {
    /** 20:00 in Amsterdam. */
    private static final Instant OPENS = Instant.parse("2026-12-01T19:00:00Z");
    private static final Instant CLOSES = Instant.parse("2026-12-24T17:00:00Z");
    private static final List<String> PLACES = List.of("/en/school", "/en/school/donate");
    @Rule
    public final TestSite site = new TestSite();

    @Before
    public void twoCampaigns() throws IOException {
        write("opens: 2026-12-01 20:00, closes: 2026-12-24 18:00");
        site.write("translations/en.yaml", "language: English\ncampaign: { flood.title: Flood, school.title: School }\n"
                + "nav: { donate: Give }\n");
        site.write("content/en/donate.md", "---\ntitle: Give\n---\n");
        site.write("templates/campaign.ftlh", "${campaign.title}<#if campaign.closed> has ended</#if>");
        site.write("templates/donate.ftlh", "${campaign.id}<#if campaign.closed> takes nothing</#if>");
        site.write("templates/page.ftlh", "<#list campaigns as each>${each} </#list><#list menu as each>${each.path} </#list>");
    }

    @Test
    public void aCampaignIsHiddenUntilItsHour() {
        site.isNow(OPENS.minusSeconds(1));
        assertEquals(List.of(), site.problems());
        for (String place : PLACES) {
            assertFalse(place, site.snapshot(place).isPresent());
        }
        assertEquals("flood ", site.body("/en/"));
        assertTrue(site.pages().site().campaign("school").isEmpty());
        site.isNow(OPENS);
        assertEquals(List.of(), site.problems());
        for (String place : PLACES) {
            assertTrue(place, site.snapshot(place).isPresent());
        }
        assertEquals("flood school /en/school ", site.body("/en/"));
        assertTrue(site.pages().site().campaign("school").isPresent());
    }

    @Test
    public void aCampaignThatHasEndedSaysSo() {
        site.isNow(CLOSES.minusSeconds(1));
        site.problems();
        assertEquals("School", site.body("/en/school"));
        site.isNow(CLOSES);
        assertEquals(List.of(), site.problems());
        assertEquals("School has ended", site.body("/en/school"));
        assertEquals("school takes nothing", site.body("/en/school/donate"));
        assertEquals("flood", site.body("/en/donate"));
    }

    /** Seen before it is public: by whoever edits it. */
    @Test
    public void aHiddenCampaignHasAPreview() throws IOException {
        site.isNow(OPENS.minusSeconds(1));
        site.problems();
        assertTrue(site.pages().preview("campaigns/school", "en", List.of()).html().contains("School"));
    }

    @Test
    public void aTimeThatCannotBeIsSaidWithItsLine() throws IOException {
        assertEquals(List.of(), after("opens: 2026-12-01, closes: 2026-12-02T08:30"));
        String line = "site/site.yaml, line 7: ";
        assertEquals(List.of(line + "opens: expected a day and a time such as 2026-12-01 20:00, found 'tomorrow'"),
                after("opens: tomorrow"));
        assertEquals(List.of(line + "closes: there is no 2027-03-28 02:30 in Europe/Amsterdam, where the clocks are put"
                + " forward then"), after("closes: 2027-03-28 02:30"));
        assertEquals(List.of(line + "closes: expected a time after the one at which it opens"),
                after("opens: 2026-12-02, closes: 2026-12-01"));
        for (String year : List.of("0000", "0026", "1999", "3000", "+999999999", "-0001")) {
            assertEquals(List.of(line + "closes: expected a year from 2000 to 2999, found '" + year + "-12-01 20:00'"),
                    after("closes: " + year + "-12-01 20:00"));
        }
        write("monthly: [10]");
        site.write("site.yaml", Files.readString(site.path("site.yaml")).replace("id: flood,", "id: flood, opens: 2026-12-01,"));
        assertEquals(List.of("site/site.yaml, line 6: opens: the first campaign is on the home page, which is always there:"
                + " put another one first, or take this line away"), site.problems());
    }

    private List<String> after(String times) throws IOException {
        write(times);
        return site.problems();
    }

    private void write(String times) throws IOException {
        site.write("site.yaml", """
                name: Small
                languages: [en]
                timezone: Europe/Amsterdam
                menu: [school]
                campaigns:
                  - { id: flood, currency: EUR, goal: 100, amounts: [10] }
                  - { id: school, currency: EUR, goal: 100, amounts: [10], TIMES }
                """.replace("TIMES", times));
    }
}
