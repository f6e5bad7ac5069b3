package org.groundswell.shared.text;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.stream.IntStream;
import org.junit.Test;

public class PlainTextTest {

    @Test
    public void aLineStaysOneLine() {
        assertEquals("Eve Your account is locked: http://x", PlainText.oneLine("Eve\nYour account is locked: http://x"));
        for (String each : new String[] {"\n", "\r", "\r\n", "\t", "\u000b", "\f", "\u0085", "\u2028", "\u2029",
            "\n \r\n"}) {
            assertEquals("a b", PlainText.oneLine("a" + each + "b").replaceAll(" +", " "));
            assertEquals("ab", PlainText.oneLine(each + "ab" + each));
        }
    }

    @Test
    public void noControlCharacterAndNoTurnIsLeft() {
        String all = IntStream.concat(IntStream.rangeClosed(0, 0x9f), IntStream.rangeClosed(0x2000, 0x206f))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        String line = PlainText.oneLine(all);
        assertFalse(line.chars().anyMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029
                || c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069));
        String lines = PlainText.lines(all);
        assertFalse(lines.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t' || c == 0x2028
                || c == 0x2029 || c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069));
    }

    @Test
    public void whatNobodySeesIsNoPartOfAName() {
        for (int each : new int[] {0xad, 0x115f, 0x180e, 0x2060, 0x2064, 0x206a, 0x3164, 0xfdd0, 0xfeff, 0xfff9, 0xfffe,
            0xffff, 0x1d173, 0x1fffe, 0x10ffff, 0xe0001, 0xe0041, 0xe007f, 0xd83d, 0xdc9a}) {
            String hidden = "E" + Character.toString(each) + "ve";
            assertEquals(Integer.toHexString(each), "Eve", PlainText.oneLine(hidden));
            assertEquals(Integer.toHexString(each), "Eve", PlainText.lines(hidden));
            assertEquals("", PlainText.oneLine(Character.toString(each)));
        }
        assertEquals("Eve", PlainText.oneLine("E\u200bve"));
        assertEquals("a message may be broken there", "E\u200bve", PlainText.lines("E\u200bve"));
    }

    @Test
    public void picturesAndOldLettersStay() {
        String text = "\u2764\ufe0f \ud83d\udc68\u200d\ud83d\udc69 \u845b\udb40\udd00 \ud840\udc0b \ufffd";
        assertEquals(text, PlainText.oneLine(text));
        assertEquals(text, PlainText.lines(text));
    }

    @Test
    public void whatScriptsNeedStays() {
        String arabic = "\u200f\u0645\u0646\u0638\u0645\u0629\u200c\u061c \ud83d\udc9a";
        assertEquals(arabic, PlainText.oneLine(arabic));
        assertEquals(arabic, PlainText.lines(arabic));
    }

    @Test
    public void aMessageKeepsItsLines() {
        assertEquals("a\n\tb\nc\n\nd", PlainText.lines(" a\r\n\tb\rc\u2028\u0085d\u202e\u0007\n"));
        assertEquals("a\n\nb", PlainText.lines("a\r\n\r\nb"));
    }

    @Test
    public void cleaningTwiceIsCleaningOnce() {
        for (String each : new String[] {"a\u0000\nb", " \u202e x\t\ty ", "\u0007 \n", "a \n b"}) {
            assertEquals(PlainText.oneLine(each), PlainText.oneLine(PlainText.oneLine(each)));
            assertEquals(PlainText.lines(each), PlainText.lines(PlainText.lines(each)));
        }
    }

    @Test
    public void aLongTextIsCutAndSaysSo() {
        assertEquals("abc", PlainText.oneLine("abc", 3));
        assertEquals("abc...", PlainText.oneLine("abcd", 3));
        assertEquals("x".repeat(100) + "...", PlainText.oneLine("x".repeat(60_000), 100));
        assertEquals("a...", PlainText.oneLine("a\ud83d\udc9ab", 2));
        assertTrue(PlainText.oneLine("\n".repeat(60_000) + "x", 100).length() <= 103);
    }
}
