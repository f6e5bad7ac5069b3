package org.groundswell.console.settings;

import org.groundswell.console.testing.PageTexts;

public class WordsTest extends PageTexts {

    public WordsTest() {
        super(WordsTest.class, "settings", "form");
    }
}
