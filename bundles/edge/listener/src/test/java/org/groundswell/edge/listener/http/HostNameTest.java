package org.groundswell.edge.listener.http;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.List;
import org.junit.Test;

public class HostNameTest {

    @Test
    public void whatBrowsersComeByIsAHost() {
        for (String host : List.of("x", "give.example", "give.example:8080", "give.example.", "127.0.0.1:80", "[::1]",
                "[2001:db8::1]:443", "my_service:8080", "xn--bcher-kva.example", "a-b.c", "localhost:65535")) {
            assertTrue(host, HostName.isValid(host));
        }
    }

    @Test
    public void whateverElseIsNot() {
        for (String host : List.of("", " ", "a b", "a@b", "x/y", "x:99999", "x:-1", "x:abc", "x:", "[::1", "::1",
                "[::1]x", "[zz]", "x,y", "<script>", "x%00", "..", ".", "x..y", ".x", "x:80:80", ":80", "x]", "*",
                "x'y", "x;y", "x=y", "(x)", "-x", "x-", "x\u00e9", "a".repeat(64), "a.".repeat(128) + "b")) {
            assertFalse(host, HostName.isValid(host));
        }
    }
}
