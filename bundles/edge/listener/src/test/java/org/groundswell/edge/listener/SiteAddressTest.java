package org.groundswell.edge.listener;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public class SiteAddressTest {

    @Test
    public void anAddressOfVersionSixStandsInBrackets() {
        assertEquals("http://[::]:8080", address(Map.of("host", "::")));
        assertEquals("http://[::1]:8080", address(Map.of("host", "[::1]")));
        assertEquals("https://[2001:db8::1]:8443", address(Map.of("host", "2001:db8::1", "tlsPort", 8443)));
        assertEquals("http://[fe80::1]:8080", address(Map.of("host", "fe80::1%eth0")));
        assertEquals("http://127.0.0.1:8080", address(Map.of()));
    }

    @Test
    public void whatVisitorsTypeIsGiven() {
        assertEquals("https://give.example", address(Map.of("publicUrl", " https://give.example/ ")));
        assertEquals("http://give.example:81", address(Map.of("publicUrl", "http://give.example:81")));
    }

    @Test
    public void nonsenseIsRefusedWithFileKeyAndRemedy() {
        for (String url : List.of("https://example.org/give", "https://example.org/give/", "give.example",
                "ftp://give.example", "httpx://give.example", "https://", "https://give example",
                "https://u@give.example", "https://give.example?x", "https://give.example#x", "https://give.example:99999", "https:give.example",
                "/", "https://give_me.example", "https://gi\nve.example")) {
            var refused = assertThrows(url, IllegalArgumentException.class,
                    () -> address(Map.of("publicUrl", url)));
            assertTrue(refused.getMessage(), refused.getMessage().contains("conf/org.groundswell.edge.listener.cfg"));
            assertTrue(refused.getMessage(), refused.getMessage().contains("publicUrl"));
            assertTrue(refused.getMessage(), refused.getMessage().contains("https://give.example"));
        }
    }

    private static String address(Map<String, Object> settings) {
        var config = (PublicListener.Config) Proxy.newProxyInstance(SiteAddressTest.class.getClassLoader(),
                new Class<?>[] {PublicListener.Config.class}, (_, method, _) -> settings.getOrDefault(
                        method.getName(), method.getDefaultValue()));
        return SiteAddress.of(config).toString();
    }
}
