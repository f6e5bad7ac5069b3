package org.groundswell.mail;

import org.groundswell.console.testing.PageTexts;

public class WordsTest extends PageTexts {

    public WordsTest() {
        super(WordsTest.class, "testmail");
    }
}
