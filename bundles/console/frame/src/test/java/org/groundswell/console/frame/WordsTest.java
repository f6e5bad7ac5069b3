package org.groundswell.console.frame;

import org.groundswell.console.testing.PageTexts;

public class WordsTest extends PageTexts {

    public WordsTest() {
        super(WordsTest.class, "frame", "start", "error", "unsent");
    }
}
