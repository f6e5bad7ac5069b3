package org.groundswell.payments.sandbox;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.List;
import org.junit.Test;

public class ListenAddressTest {
    @Test
    public void whatIsSaidCanBeReached() throws Exception {
        assertEquals("http://127.0.0.1:8090", said("127.0.0.1"));
        assertEquals("http://localhost:8090", said("localhost"));
        assertEquals("http://[0:0:0:0:0:0:0:1]:8090", said("::1"));
        assertEquals("http://[0:0:0:0:0:0:0:1]:8090", said("[::1]"));
        for (String everywhere : List.of("0.0.0.0", "::")) {
            String said = said(everywhere);
            assertEquals("a node takes it", said, DistantGateway.address(said));
            assertFalse(said, said.contains("0.0.0.0") || said.contains("::"));
        }
    }

    @Test
    public void aHostThatIsNoneIsNamed() {
        String said = assertThrows(IllegalArgumentException.class, () -> ListenAddress.of("no.such.host.invalid", 1)).getMessage();
        assertTrue(said, said.startsWith("--host no.such.host.invalid: "));
    }

    private static String said(String host) throws Exception {
        return ListenAddress.url(host, 8090);
    }
}
