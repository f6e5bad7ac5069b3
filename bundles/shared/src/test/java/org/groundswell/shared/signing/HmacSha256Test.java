package org.groundswell.shared.signing;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.Test;

public class HmacSha256Test {

    /** RFC 4231, section 4.3. */
    @Test
    public void itIsTheOneOfTheStandard() {
        String expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assertEquals(expected, made("Jefe", "what do ya want for nothing?"));
        assertEquals("in parts", expected, made("Jefe", "what do ya ", "", "want for nothing?"));
    }

    @Test
    public void anEmptyKeySignsNothing() {
        assertThrows(IllegalArgumentException.class, () -> HmacSha256.of(new byte[0], new byte[1]));
    }

    private static String made(String key, String... parts) {
        var bytes = new byte[parts.length][];
        for (int i = 0; i < parts.length; i++) {
            bytes[i] = parts[i].getBytes(StandardCharsets.US_ASCII);
        }
        return HexFormat.of().formatHex(HmacSha256.of(key.getBytes(StandardCharsets.US_ASCII), bytes));
    }
}
