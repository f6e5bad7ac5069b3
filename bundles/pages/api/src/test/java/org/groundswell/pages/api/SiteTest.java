package org.groundswell.pages.api;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

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
}
