package org.groundswell.shared.forms;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.Test;

public class FormEncodingTest {
    private static final int MOST = 500;

    @Test
    public void whatBrowsersSendIsWellFormed() {
        assertTrue(FormEncoding.isWellFormed((String) null, MOST));
        for (String form : List.of("", "a", "a=b", "a=b&c=d", "&&", "=", "a=%e2%82%ac+5", "name=J%C3%BCrgen", "a=%00",
                "a=\u20ac", "a=b=c", "%41=%42", "x=" + "%c3%bc".repeat(2_000), "x=\u00fc".repeat(3) )) {
            assertTrue(form, FormEncoding.isWellFormed(form, MOST));
        }
    }

    @Test
    public void whatCannotBeReadIsNot() {
        for (String form : List.of("x=%ff", "%ff", "x=%", "x=%4", "x=%zz", "x=%4z", "x=%u00e9", "a=%c3&b=%a9",
                "x=%c3", "x=%ed%a0%80", "x=%c0%ae", "x=%f8%88%80%80%80", "x=" + "a".repeat(1_020) + "%c3%28",
                "x=%e2%82")) {
            assertFalse(form, FormEncoding.isWellFormed(form, MOST));
        }
        assertFalse(FormEncoding.isWellFormed(ByteBuffer.wrap(new byte[] {'a', '=', (byte) 0xff}), MOST));
    }

    /** A character of two, three or four bytes may stand across the place where a part of the text ends. */
    @Test
    public void noCharacterIsCutInTwo() {
        for (int before = 1_018; before < 1_030; before++) {
            for (String character : List.of("\u00fc", "\u20ac", "\ud83d\ude00")) {
                assertTrue(FormEncoding.isWellFormed("a".repeat(before) + character, MOST));
                byte[] bytes = ("a".repeat(before) + character).getBytes(StandardCharsets.UTF_8);
                ByteBuffer cut = ByteBuffer.wrap(bytes, 0, bytes.length - 1);
                assertFalse(FormEncoding.isWellFormed(cut, MOST));
                assertEquals("nothing is taken", 0, cut.position());
            }
        }
    }

    @Test
    public void fieldsAreCounted() {
        assertTrue(FormEncoding.isWellFormed("a=1&".repeat(MOST - 1), MOST));
        assertFalse(FormEncoding.isWellFormed("a=1&".repeat(MOST), MOST));
        assertFalse(FormEncoding.isWellFormed("&".repeat(65_000), MOST));
    }
}
