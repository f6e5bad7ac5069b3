package org.groundswell.edge.listener;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.Test;

public class HeadFormTest {

    @Test
    public void whatLeavesNoDoubtIsStrict() {
        for (String head : List.of("", "POST", "GET /?a HTTP/1.1\r\nHost: x\r\n\r\n",
                "\r\nGET / HTTP/1.1\r\nA:  b\r\n\r\n", "POST / HTTP/1.1\r\nHost: x\r\n\r\na  b\nc\n\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "GET /\r")) {
            assertTrue(head, isStrict(head));
        }
    }

    @Test
    public void lineFeedsAloneAndTwoSpacesAreNot() {
        for (String head : List.of("\n", "GET / HTTP/1.1\nHost: x\n\n", "GET / HTTP/1.1\r\nHost: x\nA: b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\n\n", "\nGET / HTTP/1.1\r\n", "GET  / HTTP/1.1\r\n", "GET /  HTTP/1.1\r\n",
                "  GET", "GET / HTTP/1.1\n")) {
            assertFalse(head, isStrict(head));
        }
    }

    private static boolean isStrict(String head) {
        ByteBuffer in = ByteBuffer.wrap(head.getBytes(StandardCharsets.ISO_8859_1));
        boolean strict = HeadForm.isStrict(in);
        assertEquals("nothing is taken", 0, in.position());
        return strict;
    }
}
