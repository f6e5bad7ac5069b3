package org.groundswell.console.words;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.groundswell.console.testing.Call;
import org.groundswell.console.testing.TranslatedTexts;
import org.junit.Test;

/** Forms that make no sense, texts that mean harm, and the token of each form. */
public class HostileWordsTest extends WordsDesk {
    private static final List<String> HOSTILE = List.of("<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>",
            "' autofocus onfocus=alert(1) x='", "${7*7} <#assign x=1> {0}", "=HYPERLINK(\"http://x\",\"y\")", "+1+1",
            "-2+3", "@SUM(1)", "\t=1", "\uff1d1", "'; DROP TABLE donation;--", "\u202egnp.exe\u202c", "line\r\none\u2028two",
            "\u0000", "\ud83d\ude00");

    @Test
    public void whatMakesNoSenseIsAClearErrorAndDecidesNothing() throws Exception {
        UUID anna = gift("Anna", "Good luck", false);
        for (String query : List.of("which=none", "before=x", "before=" + "0".repeat(36), "which=a&which=b", "words=%ff")) {
            assertEquals(query, 400, Call.get(words, query).status);
        }
        assertEquals(400, Call.post(words, "d-" + anna, "frame").status);
        assertEquals(400, Call.post(words, "d-7", "show").status);
        assertEquals(400, Call.post(words, "d-", "show").status);
        assertEquals(400, Call.post(words, "ids", anna + " x", "everything", "show").status);
        assertEquals(400, Call.post(words, "d-" + anna, "show", "d-7", "hide").status);
        assertEquals("a gift that is none", 303, Call.post(words, "d-" + new UUID(1, 1), "show").status);
        assertEquals(Map.of(), decisions);
        frame.logIsFull = true;
        assertThrows("what the log cannot keep does not happen", IOException.class,
                () -> Call.post(words, "d-" + anna, "show"));
        assertEquals(Map.of(), decisions);
        isAway = true;
        assertEquals(503, Call.get(words, null).status);
        for (String query : List.of("which=none", "before=x")) {
            assertEquals(query, 400, Call.get(messages, query).status);
        }
        assertEquals(400, Call.post(messages, "done", "" + new UUID(1, 1)).status);
        assertEquals(400, Call.post(messages, "done", "x").status);
        assertEquals(400, Call.post(messages).status);
    }

    @Test
    public void whatAnybodyWroteIsTextOnThePagesAndInTheFile() throws Exception {
        for (String text : HOSTILE) {
            gift(text, text, false);
            message(text, "a@example.org", text);
            for (String page : List.of(Call.get(words, "which=all").body(), Call.get(messages, "which=all").body(),
                    Call.get(words, Call.query(Map.of("words", text))).body())) {
                for (String live : List.of("<script>alert", "<img src=x", "' autofocus onfocus", "49 ", "\u202e", "\u0000")) {
                    assertFalse(text, page.contains(live));
                }
            }
        }
        String table = Call.get(export, null).body();
        assertTrue(table, table.startsWith("\ufeff\"message\",\"at\""));
        assertTrue(table.contains("\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\""));
        assertFalse(table, table.replace("\ufeff", "").matches("(?s).*(^|\",|\r\n)\"\\s*[=+\\-@\t\uff1d].*"));
        assertEquals(List.of("message.export messages "), frame.noted);
    }

    @Test
    public void everyFormHasTheTokenInEachLanguage() throws Exception {
        gift("Anna", "Good luck", false);
        gift("Otto", "", false);
        message("Bob", "bob@example.org", "text");
        for (String language : List.of("en", "nl", "ar")) {
            frame.language = language;
            assertEquals(language, TranslatedTexts.read(WordsServlet.class, "en").stringPropertyNames(), TranslatedTexts.read(WordsServlet.class, language).stringPropertyNames());
            for (String page : List.of(Call.get(words, "done=1").body(), Call.get(messages, "did=open").body(),
                    Call.get(answer, "message=" + written.getLast().id()).body())) {
                assertEquals(page.split("method=\"post\"", -1).length, page.split("value=\"the-token\"", -1).length);
            }
        }
    }
}
