package org.groundswell.console.site;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import freemarker.template.Configuration;
import freemarker.template.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    @Test
    public void everyTemplateIsOneAndHasItsTexts() throws Exception {
        Properties english = read("en");
        for (String name : List.of("site", "edit")) {
            try (InputStream in = WordsTest.class.getResourceAsStream(name + ".ftlh")) {
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                // Throws where it cannot be understood.
                new Template(name + ".ftlh", text, new Configuration(Configuration.VERSION_2_3_34));
                Matcher key = Pattern.compile("text\\(\"([\\w.-]+)\"[,)]").matcher(text);
                while (key.find()) {
                    assertTrue(key.group(1), english.containsKey(key.group(1)));
                }
            }
        }
    }

    @Test
    public void everyWayToComeToBeHasAWord() throws Exception {
        for (Version.How how : Version.How.values()) {
            assertTrue(how.name(), read("en").containsKey("how." + how));
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
