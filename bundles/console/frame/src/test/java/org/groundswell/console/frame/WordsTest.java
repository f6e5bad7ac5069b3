package org.groundswell.console.frame;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.junit.Test;

public class WordsTest {

    @Test
    public void everyLanguageHasEveryTextWithItsPlaces() throws Exception {
        Properties english = read("en");
        for (String language : new String[] {"nl", "ar"}) {
            Properties other = read(language);
            assertEquals(language, english.stringPropertyNames(), other.stringPropertyNames());
            for (String key : english.stringPropertyNames()) {
                assertFalse(key, other.getProperty(key).isBlank());
                assertEquals(language + " " + key, english.getProperty(key).contains("{0}"),
                        other.getProperty(key).contains("{0}"));
            }
        }
    }

    private static Properties read(String language) throws IOException {
        var texts = new Properties();
        try (Reader reader = new InputStreamReader(WordsTest.class.getResourceAsStream("texts_" + language
                + ".properties"), StandardCharsets.UTF_8)) {
            texts.load(reader);
        }
        return texts;
    }
}
