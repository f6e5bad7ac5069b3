package org.groundswell.stress;

import static org.junit.Assert.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.Test;

public class HtmlTest {
    private static final Html PAGE = new Html("""
            <link rel="stylesheet" href="/assets/a.css"><script src="/assets/a.js" defer></script>
            <link rel="alternate" hreflang="x-default" href="/"><link rel="alternate" hreflang="nl" href="/nl/"><a hreflang="nl" href="/nl/">Nederlands</a>
            <meta http-equiv="refresh" content="7"><section data-live="/live/flood">
            <form><input type="hidden" name="key" value="k"><input type="radio" name="amount" value="10">
            <input type="radio" name="amount" value="25" checked><input name="other" value="">
            <input type="checkbox" name="anonymous" value="yes"></form>""");

    @Test
    public void aBrowserFindsWhatIsThere() {
        assertEquals(List.of("/assets/a.css", "/assets/a.js"), PAGE.files(true));
        assertEquals(List.of("/assets/a.css"), PAGE.files(false));
        assertEquals(List.of("nl"), PAGE.languages());
        assertEquals("/live/flood", PAGE.live());
        assertEquals(7, PAGE.refreshSeconds());
        assertEquals("with scripts sooner than without", 5, new Html("<noscript><meta http-equiv=\"refresh\""
                + " content=\"15\"></noscript><section data-again=\"5\">").refreshSeconds());
        assertEquals(Map.of("key", "k", "amount", "25"), PAGE.fields());
    }
}
