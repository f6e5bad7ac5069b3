package org.groundswell.console.site;

import static org.junit.Assert.assertTrue;

import org.groundswell.console.testing.PageTexts;
import org.junit.Test;

public class WordsTest extends PageTexts {

    public WordsTest() {
        super(WordsTest.class, "site", "edit");
    }

    @Test
    public void everyWayToComeToBeHasAWord() throws Exception {
        for (Version.How how : Version.How.values()) {
            assertTrue(how.name(), read("en").containsKey("how." + how));
        }
    }
}
