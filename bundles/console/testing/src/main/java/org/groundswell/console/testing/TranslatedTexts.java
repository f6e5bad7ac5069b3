package org.groundswell.console.testing;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import org.junit.Test;

/** What holds for the texts beside any class. */
public abstract class TranslatedTexts {
    private final Class<?> owner;

    /** @param owner a class beside which they are */
    protected TranslatedTexts(Class<?> owner) {
        this.owner = owner;
    }

    /** The texts beside a class in one language. */
    public static Properties read(Class<?> owner, String language) throws IOException {
        var texts = new Properties();
        try (Reader reader = new InputStreamReader(owner.getResourceAsStream("texts_" + language + ".properties"),
                StandardCharsets.UTF_8)) {
            texts.load(reader);
        }
        return texts;
    }

    protected final Properties read(String language) throws IOException {
        return read(owner, language);
    }

    @Test
    public void everyLanguageHasEveryTextWithItsPlaces() throws Exception {
        Properties english = read("en");
        for (String language : List.of("nl", "ar")) {
            Properties other = read(language);
            assertEquals(language, english.stringPropertyNames(), other.stringPropertyNames());
            for (String key : english.stringPropertyNames()) {
                assertFalse(key, other.getProperty(key).isBlank());
                for (String place : List.of("{0}", "{1}")) {
                    assertEquals(language + " " + key, english.getProperty(key).contains(place),
                            other.getProperty(key).contains(place));
                }
            }
        }
    }
}
