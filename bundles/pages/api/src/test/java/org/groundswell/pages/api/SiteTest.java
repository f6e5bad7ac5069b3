package org.groundswell.pages.api;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;
import org.junit.Test;

public class SiteTest {
    private static final Campaign FLOOD = new Campaign("flood", Money.parse("EUR 1000"), List.of());
    private static final Campaign SCHOOL = new Campaign("school", Money.parse("EUR 500"), List.of());
    private static final Site SITE = new Site("S", List.of("nl", "en", "ar"), List.of(FLOOD, SCHOOL), ZoneOffset.UTC);

    @Test
    public void whatTheSiteDoesNotHaveIsItsFirst() {
        assertEquals("en", SITE.languageOrDefault("en"));
        assertEquals("nl", SITE.languageOrDefault("xx"));
        assertEquals(SCHOOL, SITE.campaignOrDefault("school"));
        assertEquals(FLOOD, SITE.campaignOrDefault("xx"));
        assertEquals(Optional.empty(), SITE.campaign("xx"));
    }

    @Test
    public void nothingIsItsFirstToo() {
        assertEquals(FLOOD, SITE.campaignOrDefault(null));
        assertEquals("nl", SITE.languageOrDefault(null));
    }

    @Test
    public void theDirectionIsTheLanguages() {
        assertTrue(Site.isRightToLeft("ar"));
        assertFalse(Site.isRightToLeft("en"));
    }

    @Test
    public void aCampaignIsHiddenUntilItOpensAndIsThereAfterItHasClosed() {
        var opens = Instant.parse("2026-12-01T19:00:00Z");
        var tomorrow = new Campaign("roof", Money.parse("EUR 500"), List.of(), List.of(), opens, opens.plusSeconds(60));
        var site = new Site("S", List.of("en"), List.of(FLOOD, tomorrow), ZoneOffset.UTC);
        assertEquals(List.of(FLOOD), site.at(opens.minusMillis(1)).campaigns());
        assertEquals(List.of(FLOOD, tomorrow), site.at(opens).campaigns());
        assertFalse(tomorrow.isClosed(opens.plusSeconds(60).minusMillis(1)));
        assertTrue(tomorrow.isClosed(opens.plusSeconds(60)));
        assertEquals(List.of(FLOOD, tomorrow), site.at(opens.plusSeconds(3600)).campaigns());
    }
}
