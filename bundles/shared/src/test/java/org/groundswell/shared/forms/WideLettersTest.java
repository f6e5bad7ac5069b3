package org.groundswell.shared.forms;

import static org.junit.Assert.assertEquals;

import org.junit.Test;

public class WideLettersTest {

    @Test
    public void onlyWhatIsWideBecomesNarrow() {
        assertEquals("¥5,000 JPY!~", WideLetters.narrowed("￥５，０００　ＪＰＹ！～"));
        assertEquals("²⑤ ½ ｱ 円", WideLetters.narrowed("²⑤ ½ ｱ 円"));
        assertEquals("", WideLetters.narrowed(""));
    }
}
