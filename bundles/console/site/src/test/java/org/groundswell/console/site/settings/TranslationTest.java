package org.groundswell.console.site.settings;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.List;
import org.junit.Test;

/** What campaigns are called stands in the translations in any of the ways that YAML has for it. */
public class TranslationTest {

    @Test
    public void aTitleIsFoundHoweverItStandsThere() {
        for (String text : List.of("campaign: { flood.title: Delta appeal, flood.x: y }\n", "campaign.flood.title: Delta appeal\n",
                "campaign:\n  flood:\n    title: \"Delta appeal\" # ours\n", "campaign.flood: { title: Delta appeal }\n")) {
            Translation translation = Translation.read("language: English\n" + text).orElseThrow();
            assertEquals(text, "Delta appeal", translation.title("flood"));
            assertEquals("", translation.title("roof"));
            assertEquals("", translation.title("flo"));
            assertSame(translation, translation.withTitle("flood", "Delta appeal "));
            assertEquals("in its place", "language: English\n" + text.replaceAll("\"?Delta appeal\"?", "\"Delta & all\""),
                    translation.withTitle("flood", "Delta & all").toString());
        }
    }

    @Test
    public void aNewTitleComesBesideTheOthers() {
        same("campaign: { flood.title: Delta }\nnav: x\n", "campaign: { flood.title: Delta, roof.title: \"A roof: now\" }\nnav: x\n");
        same("campaign:\n  flood.title: Delta # ours\nnav: x\n",
                "campaign:\n  flood.title: Delta # ours\n  roof.title: \"A roof: now\"\nnav: x\n");
        same("nav: x\n", "nav: x\ncampaign.roof.title: \"A roof: now\"\n");
        same("nav: x\ncampaign:\n", "nav: x\ncampaign:\ncampaign.roof.title: \"A roof: now\"\n");
        same("campaign: {}", "campaign: {}\ncampaign.roof.title: \"A roof: now\"");
        same("campaign: x\n", "campaign: x\ncampaign.roof.title: \"A roof: now\"\n");
        same("# a remark\nnav: x", "# a remark\nnav: x\ncampaign.roof.title: \"A roof: now\"");
    }

    private static void same(String before, String after) {
        Translation translation = Translation.read(before).orElseThrow().withTitle("roof", "A roof: now");
        assertEquals(after, translation.toString());
        assertEquals("A roof: now", translation.title("roof"));
    }

    /** Whatever it is, it is a text for who reads the file. */
    @Test
    public void anyTitleIsWritten() {
        for (String title : List.of("2026", "no", "Ze zei \"ja\"", "{0} # - ", "سقف جديد", "- a", "屋根 🌊", "a\\b", "it's: {x}", "e\u0301")) {
            Translation translation = Translation.read("campaign: { flood.title: Delta }\n").orElseThrow().withTitle("roof", title);
            assertEquals(title.strip(), translation.title("roof"));
            assertEquals(title.strip(), Translation.read(translation.toString()).orElseThrow().title("roof"));
        }
    }

    @Test
    public void whatNoTitleCanStandInIsSaid() {
        for (String text : List.of("", "campaign: [", "- a\n", "just words")) {
            assertTrue(text, Translation.read(text).isEmpty());
        }
        assertThrows(UnwrittenValueException.class, () -> Translation.read("{}").orElseThrow().withTitle("roof", "A roof"));
    }
}
