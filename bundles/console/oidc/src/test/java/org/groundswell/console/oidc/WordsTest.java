package org.groundswell.console.oidc;

import org.groundswell.console.testing.PageTexts;

public class WordsTest extends PageTexts {

    public WordsTest() {
        super(WordsTest.class, "openid");
    }
}
