package org.groundswell.console.gifts;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.util.List;
import org.groundswell.console.testing.TranslatedTexts;
import org.joda.money.Money;
import org.junit.Test;

public class RestProblemsTest {
    /** A new one needs a text for programs as it needs one in each language. */
    @Test
    public void eachProblemOfThePagesHasItsText() throws Exception {
        List<String> keys = TranslatedTexts.read(ListServlet.class, "en").stringPropertyNames().stream().filter(each -> each.startsWith("problem."))
                .sorted().toList();
        assertTrue(keys.toString(), keys.contains("problem.real"));
        String none = RestProblems.of(422, "problem.of-nobody", "").getMessage();
        for (String key : keys) {
            String text = RestProblems.of(422, key, Money.parse("EUR 3")).getMessage();
            assertNotEquals(key, none, text);
            assertTrue(text, text.endsWith(".") || text.endsWith("EUR 3.00"));
        }
        assertEquals("real", RestProblems.of(422, "problem.real", "").kind());
    }
}
