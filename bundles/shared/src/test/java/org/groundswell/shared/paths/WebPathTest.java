package org.groundswell.shared.paths;

import static org.junit.Assert.assertEquals;

import org.junit.Test;

public class WebPathTest {
    @Test
    public void whatIsEncodedIsDecoded() {
        for (String path : new String[] {"/en/donate", "/assets/our boat (1).jpg", "/assets/caf\u00e9.jpg",
            "/ar/\u0645\u0646 \u0646\u062d\u0646", "/a?b#c&d;e'f\"g<h>[i]", "/\ud83d\udea3.png"}) {
            assertEquals(path, WebPath.decoded(WebPath.encoded(path)));
        }
        assertEquals("/assets/our%20boat.jpg", WebPath.encoded("/assets/our boat.jpg"));
        assertEquals("/assets/caf%C3%A9.jpg", WebPath.encoded("/assets/caf\u00e9.jpg"));
    }

    @Test
    public void bothFormsOfUnicodeAreOne() {
        assertEquals("/caf\u00e9", WebPath.decoded("/cafe%CC%81"));
        assertEquals("half decoded by somebody else", "/caf\u00e9 au lait", WebPath.decoded("/cafe\u0301%20au%20lait"));
    }

    @Test
    public void whatTwoReadersCouldTakeForDifferentPathsStays() {
        for (String odd : new String[] {"/a%2Fb", "/a%2f..%2fb", "/a%5Cb", "/a%00", "/a%0d%0ab", "/a%", "/a%2", "/a%zz",
            "/a%C3", "/a%7F"}) {
            assertEquals(odd, WebPath.decoded(odd));
        }
    }
}
