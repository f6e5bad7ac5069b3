package org.groundswell.console.alarms;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
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
                for (String place : List.of("{0}", "{1}")) {
                    assertEquals(language + " " + key, english.getProperty(key).contains(place),
                            other.getProperty(key).contains(place));
                }
            }
        }
    }

    @Test
    public void everyKindSaysWhatIsWrongAndWhatToDo() {
        for (Sign.Kind kind : Sign.Kind.values()) {
            var on = new AlarmBoard.On(Sign.about(kind, "x/../<b>", "x {1}", 1234L), Instant.EPOCH, Instant.EPOCH);
            for (String language : List.of("en", "nl", "ar", "fr")) {
                var alarm = new Words().alarm(on, Locale.forLanguageTag(language));
                assertFalse(alarm.what().isBlank() || alarm.remedy().isBlank());
                assertTrue(alarm.id(), alarm.id().matches("[a-z.-]+[A-Za-z0-9.-]*"));
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
