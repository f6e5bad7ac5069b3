package org.groundswell.shared.forms;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.util.Map;
import org.junit.Test;

public class LargeFormTest {
    private static final String FORM = "application/x-www-form-urlencoded";

    @Test
    public void aTextIsLeftAsItWasWritten() throws Exception {
        assertEquals(Map.of("text", "  a\tb  \r\n\r\n- c\u2028\u202e ", "name", " x "),
                read("text=++a%09b++%0d%0a%0d%0a-+c%e2%80%a8%e2%80%ae+&name=+x+"));
        assertEquals(300_000, read("text=" + "x".repeat(300_000)).get("text").length());
    }

    @Test
    public void whatIsNoTextIsRefused() throws Exception {
        refused(400, "text=a%00b");
        refused(400, "text=a%1bb");
        refused(400, "text=%ff");
        refused(400, "text=%ef%bf%bd");
        refused(400, "text=1&text=2");
        refused(400, "a=1&b=2&c=3&d=4");
        refused(413, "text=" + "x".repeat(400_001));
        refused(413, "other=" + "x".repeat(LargeForm.LONGEST_BODY));
        assertEquals(415, assertThrows(BadFormException.class,
                () -> LargeForm.read(TestRequest.of("text/plain", null, "a=b"), 3)).status());
        assertEquals("a guard looks at the token only", "a\u001bb",
                LargeForm.sent(TestRequest.of(FORM, null, "text=a%1bb"), 3).get("text"));
    }

    private static Map<String, String> read(String body) throws Exception {
        return LargeForm.read(TestRequest.of(FORM, null, body), 3);
    }

    private static void refused(int status, String body) {
        assertEquals(body.substring(0, 8), status, assertThrows(BadFormException.class, () -> read(body)).status());
    }
}
