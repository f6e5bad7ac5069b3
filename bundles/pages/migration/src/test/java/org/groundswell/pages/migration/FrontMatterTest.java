package org.groundswell.pages.migration;

import static org.junit.Assert.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.Test;

public class FrontMatterTest {

    /** However its author breaks lines. */
    @Test
    public void jsonMayStandOnOneLine() throws UnreadableSiteException {
        for (String head : List.of("{\n  \"Title\": \"A } \\\" boat\",\n  \"cover\": { \"image\": \"b.jpg\" }\n}\n",
                "{ \"title\": \"A } \\\" boat\", \"cover\": { \"image\": \"b.jpg\" } }\n",
                "{\"title\":\"A } \\\" boat\",\"cover\":{\"image\":\"b.jpg\"}}\r\n")) {
            FrontMatter read = FrontMatter.read(head + "\nWords {x}\n");
            assertEquals("A } \" boat", read.text("title"));
            assertEquals("b.jpg", read.picture());
            assertEquals("\nWords {x}\n", read.body());
        }
        assertEquals("Words", FrontMatter.read("{}\nWords").body());
    }

    @Test
    public void aShortcodeOrABraceIsNoFrontMatter() throws UnreadableSiteException {
        for (String text : List.of("{{< figure src=\"b.jpg\" >}}\n", "{ \"never closed\n", "{a} is a word", "")) {
            assertEquals(new FrontMatter(Map.of(), text), FrontMatter.read(text));
        }
    }
}
