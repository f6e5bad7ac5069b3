package org.groundswell.console.site;

import static org.junit.Assert.assertTrue;

import java.util.Locale;
import org.groundswell.console.site.pictures.Refusal;
import org.groundswell.console.testing.PageTexts;
import org.junit.Test;

public class WordsTest extends PageTexts {

    public WordsTest() {
        super(WordsTest.class, "site", "edit", "pictures", "check");
    }

    @Test
    public void everyWayToComeToBeHasAWord() throws Exception {
        for (Version.How how : Version.How.values()) {
            assertTrue(how.name(), read("en").containsKey("how." + how));
        }
    }

    @Test
    public void everyProblemOfAPictureHasAWord() throws Exception {
        for (String problem : UploadServlet.PROBLEMS) {
            assertTrue(problem, read("en").containsKey("picture." + problem));
        }
        for (Refusal each : Refusal.values()) {
            assertTrue(each.name(), UploadServlet.PROBLEMS.contains(each.name().toLowerCase(Locale.ROOT)));
        }
    }
}
