package org.groundswell.shared.text;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.List;
import org.junit.Test;

public class TextDirectionTest {

    @Test
    public void languagesAndTheirScriptsSayIt() {
        for (String tag : List.of("ar", "ar-EG", "he", "iw", "fa", "ur", "ps", "yi", "dv", "ckb", "ug", "pa-Arab", "az-Arab-IR")) {
            assertTrue(tag, TextDirection.isRightToLeft(tag));
        }
        for (String tag : List.of("en", "nl", "pa", "az", "tr", "ku", "ks-Deva", "ar-Latn", "", "no such tag")) {
            assertFalse(tag, TextDirection.isRightToLeft(tag));
        }
        assertEquals("rtl", TextDirection.of("ar"));
        assertEquals("ltr", TextDirection.of("en"));
    }
}
