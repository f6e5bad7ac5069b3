package org.groundswell.console.frame;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.groundswell.console.testing.Call;
import org.groundswell.console.testing.FakeFrame;
import org.groundswell.testing.SetClock;
import org.junit.Test;

public class UnsentFormsTest {
    private static final Map<String, String> NOTE = Map.of("token", "old", "keep", "yes", "do", "note", "note", "calls\r\nagain <b>");
    private final SetClock clock = new SetClock("2026-11-27T20:00:00Z");
    private final UnsentForms forms = new UnsentForms(clock);
    private final Map<String, String> headers = new HashMap<>(Map.of("Sec-Fetch-Site", "same-origin"));
    private String from = "192.0.2.7";
    private String address = "/admin/gifts/gift";

    @Test
    public void itsWriterFindsItAndNobodyElse() throws Exception {
        String id = kept(NOTE);
        UnsentForms.Unsent form = forms.find(id, "noor").orElseThrow();
        assertEquals("/admin/gifts/gift", form.address());
        assertEquals("the token of before is worth nothing", Map.of("keep", "yes", "do", "note", "note", "calls\r\nagain <b>"),
                form.fields());
        assertTrue("she reloads the page", forms.find(id, "noor").isPresent());
        assertFalse(forms.find(id, "omar").isPresent());
        assertFalse(forms.find("guessed", "noor").isPresent());
        clock.pass(Duration.ofMinutes(121));
        assertFalse(forms.find(id, "noor").isPresent());
    }

    @Test
    public void whatDoesNotAskForItOrComesFromElsewhereIsNotKept() throws Exception {
        assertEquals("a password perhaps", Optional.empty(), keep("POST", Map.of("password", "secret")));
        assertEquals(Optional.empty(), keep("GET", NOTE));
        for (String site : new String[] {"cross-site", "same-site", "none"}) {
            headers.put("Sec-Fetch-Site", site);
            assertEquals(site, Optional.empty(), keep("POST", NOTE));
        }
        headers.clear();
        assertEquals("a browser that says nothing", Optional.empty(), keep("POST", NOTE));
        headers.putAll(Map.of("Origin", "http://evil.example", "Host", "10.0.0.5:8081"));
        assertEquals(Optional.empty(), keep("POST", NOTE));
        headers.put("Origin", "http://10.0.0.5:8081");
        assertTrue("without TLS", keep("POST", NOTE).isPresent());
        address = "/admin/x//evil.example";
        assertEquals(Optional.empty(), keep("POST", NOTE));
    }

    @Test
    public void aFloodTakesNoMoreThanItsRoomAndNobodyElsesForm() throws Exception {
        String noors = kept(NOTE);
        from = "203.0.113.9";
        for (int i = 0; i < 500; i++) {
            kept(NOTE);
        }
        assertTrue(forms.find(noors, "noor").isPresent());
        String first = "";
        for (int i = 0; i < 60; i++) {
            from = "203.0.113." + i;
            String id = kept(Map.of("keep", "yes", "text", "x".repeat(300_000)));
            first = first.isEmpty() ? id : first;
        }
        assertFalse("the oldest goes", forms.find(first, "mallory").isPresent());
    }

    @Test
    public void thePageSendsItOnOnceMoreIfSheWants() throws Exception {
        var page = new UnsentServlet(new FakeFrame(UnsentServlet.class), forms);
        Call shown = Call.get(page, "form=" + kept(NOTE));
        assertTrue(shown.body(), shown.body().contains("<form method=\"post\" action=\"/admin/gifts/gift\">"));
        assertTrue(shown.body(), shown.body().contains("name=\"token\" value=\"the-token\""));
        assertTrue(shown.body(), shown.body().contains("name=\"note\" value=\"calls\r\nagain &lt;b&gt;\""));
        Call gone = Call.get(page, "form=x");
        assertEquals(404, gone.status);
        assertFalse(gone.body(), gone.body().contains("<form") || gone.body().contains("still here"));
    }

    private String kept(Map<String, String> fields) throws Exception {
        String where = keep("POST", fields).orElseThrow();
        assertTrue(where, where.startsWith("/admin/unsent?form="));
        return where.substring("/admin/unsent?form=".length());
    }

    private Optional<String> keep(String method, Map<String, String> fields) throws Exception {
        byte[] body = Call.query(fields).getBytes(StandardCharsets.UTF_8);
        return forms.keep((HttpServletRequest) Proxy.newProxyInstance(UnsentFormsTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class}, (_, called, arguments) -> switch (called.getName()) {
                    case "getMethod" -> method;
                    case "getRequestURI" -> address;
                    case "getQueryString" -> null;
                    case "getRemoteAddr" -> from;
                    case "getContentType" -> "application/x-www-form-urlencoded";
                    case "getHeader" -> headers.get((String) arguments[0]);
                    case "getInputStream" -> new Body(body);
                    default -> throw new UnsupportedOperationException(called.getName());
                }));
    }

    private static final class Body extends ServletInputStream {
        private final ByteArrayInputStream bytes;

        Body(byte[] bytes) {
            this.bytes = new ByteArrayInputStream(bytes);
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException();
        }
    }
}
