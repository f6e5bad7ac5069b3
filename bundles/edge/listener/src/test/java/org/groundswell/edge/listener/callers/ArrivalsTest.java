package org.groundswell.edge.listener.callers;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.groundswell.edge.api.requests.ArrivalObserver.Arrival;
import org.junit.Test;

public class ArrivalsTest {
    private final Arrivals arrivals = new Arrivals();
    private final List<Arrival> heard = new ArrayList<>();

    @Test
    public void nobodyIsAskedWhileNobodyListens() {
        arrivals.round();
        assertFalse(arrivals.areWanted());
        arrivals.bindObserver(heard::add);
        arrivals.round();
        assertTrue(arrivals.areWanted());
    }

    @Test
    public void oneOfAPeriodIsTold() {
        arrivals.bindObserver(heard::add);
        arrivals.round();
        come("https://news.example/story?who=me#here");
        assertFalse("enough for now", arrivals.areWanted());
        arrivals.round();
        assertEquals(List.of(new Arrival("/en/", "news.example")), heard);
        assertTrue(arrivals.areWanted());
    }

    @Test
    public void onlyTheHostIsTakenOfWhereSomebodyComesFrom() {
        assertEquals("news.example", from("https://NEWS.example:8443/a@b"));
        assertEquals("", from(null));
        assertEquals("", from(""));
        assertEquals("[2001:db8::1]", from("http://[2001:db8::1]:80/"));
    }

    /** What is no address of a page tells nothing, and what tells who somebody is goes no further. */
    @Test
    public void whatIsNoHostIsNotTold() {
        arrivals.bindObserver(heard::add);
        for (String odd : List.of("about:client", "https://", "https://<b>/", "https://me:secret@news.example/", "null",
                "https://" + "a".repeat(300) + ".example/", "https://a\nb/")) {
            arrivals.round();
            come(odd);
            arrivals.round();
        }
        assertEquals(List.of(), heard);
    }

    @Test
    public void whoMovesWithinTheSiteDoesNotArrive() {
        arrivals.bindObserver(heard::add);
        arrivals.round();
        come("http://Give.example:8080/en/about");
        arrivals.shown("/en/", "https://give.example/", "give.example");
        assertTrue("the next one is still wanted", arrivals.areWanted());
        arrivals.round();
        assertEquals(List.of(), heard);
    }

    @Test
    public void oneThatFailsTakesNothingFromTheOthers() {
        arrivals.bindObserver(arrival -> {
            throw new IllegalStateException("a mistake");
        });
        arrivals.bindObserver(heard::add);
        arrivals.round();
        come(null);
        arrivals.round();
        assertEquals(List.of(new Arrival("/en/", "")), heard);
    }

    private String from(String referer) {
        heard.clear();
        var fresh = new Arrivals();
        fresh.bindObserver(heard::add);
        fresh.round();
        fresh.shown("/en/", referer, "give.example:8080");
        fresh.round();
        return heard.getFirst().from();
    }

    private void come(String referer) {
        arrivals.shown("/en/", referer, "give.example:8080");
    }
}
