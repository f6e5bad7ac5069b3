package org.groundswell.pages.check;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.joda.money.CurrencyUnit;
import org.junit.Test;

/** What is a word, what a dictionary knows of it, and which settings of the form count. */
public class WordsTest {
    @Test
    public void addressesFiguresAndPlacesAreNoWords() {
        assertEquals(List.of("Write", "to", "of", "the", "boat-house", "isn't"), Words.of(
                "Write to help@example.org of {0} 140,000 the 3rd boat-house ANBI https://example.org/a isn\u2019t"));
        assertTrue(Words.isOf("boat", "en-GB"));
        assertFalse("a foreign name", Words.isOf("boat", "ar"));
    }

    @Test
    public void dictionariesKnowTheirLanguage() {
        for (List<String> each : List.of(List.of("en", "harbours", "harbuors"), List.of("nl", "onmiddellijk", "onmiddelijk"),
                List.of("ar", "\u0645\u062f\u0631\u0633\u0629", "\u0645\u062f\u0631\u0633\u0633\u0633\u0629"))) {
            LanguageDictionary words = LanguageDictionary.of(each.getFirst()).orElseThrow();
            assertTrue(each.get(1), words.knows(each.get(1)));
            assertFalse(each.get(2), words.knows(each.get(2)));
        }
        assertFalse(LanguageDictionary.exists("fr"));
    }

    /** A letter too few, too many or in the wrong order is what fingers do. */
    @Test
    public void whatWasMeantIsSuggested() {
        for (List<String> each : List.of(List.of("en", "redy", "ready"), List.of("en", "recieve", "receive"), List.of("en", "untill", "until"),
                List.of("en", "harbuors", "harbours"), List.of("nl", "vaaren", "varen"), List.of("nl", "schiper", "schipper"), List.of("ar", "مدرسسة", "مدرسة"))) {
            List<String> suggested = KeptDictionaries.of(each.getFirst()).orElseThrow().suggestions(each.get(1));
            assertTrue(each + ": " + suggested, suggested.contains(each.getLast()) && suggested.size() <= 3
                    && Set.copyOf(suggested).size() == suggested.size());
        }
    }

    @Test
    public void theShippedSettingsOfTheFormCount() throws IOException {
        assertEquals("JPY 150", FormLimits.read(CheckedSite.LIMITS).of(CurrencyUnit.JPY).smallest().toString());
        assertEquals("EUR 50000.00", FormLimits.read(Path.of("no-such-file")).of(CurrencyUnit.EUR).largest().toString());
    }
}
