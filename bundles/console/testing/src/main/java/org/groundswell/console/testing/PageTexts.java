package org.groundswell.console.testing;

import static org.junit.Assert.assertTrue;

import freemarker.template.Configuration;
import freemarker.template.Template;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Test;

/** What holds for the texts and templates beside any page. */
public abstract class PageTexts extends TranslatedTexts {
    private final Class<?> owner;
    private final List<String> templates;

    /**
     * @param owner     a class beside which they are
     * @param templates their names without the ending, at least one
     */
    protected PageTexts(Class<?> owner, String... templates) {
        super(owner);
        assertTrue("templates", templates.length > 0);
        this.owner = owner;
        this.templates = List.of(templates);
    }

    @Test
    public void everyTemplateIsOneAndHasItsTexts() throws Exception {
        Properties english = read("en");
        for (String name : templates) {
            try (InputStream in = owner.getResourceAsStream(name + ".ftlh")) {
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
}
