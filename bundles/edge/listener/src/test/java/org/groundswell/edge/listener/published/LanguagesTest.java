package org.groundswell.edge.listener.published;

import static org.junit.Assert.assertEquals;

import java.util.List;
import org.junit.Test;

public class LanguagesTest {
    private static final List<String> SITE = List.of("en", "nl", "ar");

    @Test
    public void picksTheBestOfWhatTheSiteSpeaks() {
        assertEquals("nl", Languages.accepted("nl-BE,nl;q=0.9,en;q=0.8", SITE));
        assertEquals("ar", Languages.accepted("fr, ar-EG;q=0.5", SITE));
        assertEquals("en", Languages.accepted("fr, de", SITE));
        assertEquals("en", Languages.accepted(null, SITE));
        assertEquals("en", Languages.accepted("%%%;q=x", SITE));
        assertEquals("en", Languages.accepted("nl,".repeat(1000), SITE));
        assertEquals("nl", Languages.accepted("x,".repeat(19) + "nl", SITE));
        assertEquals("en", Languages.accepted("x,".repeat(20) + "nl", SITE));
    }

    @Test
    public void thePathDecidesBeforeTheHeader() {
        assertEquals("ar", Languages.of("/ar/nothing", "nl", SITE));
        assertEquals("nl", Languages.of("/nothing", "nl", SITE));
        assertEquals("", Languages.of("/nothing", "nl", List.of()));
    }
}
