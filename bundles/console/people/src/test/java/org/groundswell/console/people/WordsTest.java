package org.groundswell.console.people;

import org.groundswell.console.testing.PageTexts;

public class WordsTest extends PageTexts {

    public WordsTest() {
        super(WordsTest.class, "sign-in", "code", "welcome", "account", "people", "tokens", "other");
    }
}
