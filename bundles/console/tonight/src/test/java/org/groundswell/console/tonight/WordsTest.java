package org.groundswell.console.tonight;

import org.groundswell.console.testing.PageTexts;

public class WordsTest extends PageTexts {

    public WordsTest() {
        super(WordsTest.class, "tonight", "brakes");
    }
}
