package org.groundswell.shared.text;

import static org.junit.Assert.assertEquals;

import org.junit.Test;

public class LineNumberTest {
    @Test
    public void linesAreCountedFromOne() {
        String text = "one\ntwo\n\nfour";
        assertEquals(1, LineNumber.at(text, 0));
        assertEquals("its end is its own", 1, LineNumber.at(text, 3));
        assertEquals(2, LineNumber.at(text, 4));
        assertEquals(4, LineNumber.at(text, text.length()));
    }
}
