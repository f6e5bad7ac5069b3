package org.groundswell.console.access;

import static org.junit.Assert.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.Test;

public class OwnSiteTest {
    private static final String HOST = "127.0.0.1:8081";
    private static final List<String> NONE = List.of();
    private final OwnSite site = new OwnSite(List.of(" Admin.Example ", "node"));

    @Test
    public void aChangeComesFromAnOwnPageOrFromAScript() {
        assertEquals("a script", 0, post(HOST, NONE, NONE, NONE));
        assertEquals(0, post(HOST, List.of("same-origin"), NONE, NONE));
        assertEquals(0, post(HOST, List.of("same-origin"), List.of("http://127.0.0.1:8081"), NONE));
        assertEquals("typed again", 0, post(HOST, List.of("none"), List.of("http://127.0.0.1:8081"), NONE));
        assertEquals("without the newer header", 0, post(HOST, NONE, List.of("http://127.0.0.1:8081"), NONE));
        assertEquals(0, post(HOST, NONE, NONE, List.of("http://127.0.0.1:8081/system/console/vmstat?a=b")));
        assertEquals(0, post(HOST, NONE, NONE, List.of("http://127.0.0.1:8081")));
        assertEquals("behind TLS of somebody else", 0, post("admin.example", NONE,
                List.of("https://admin.example"), NONE));
        assertEquals(0, post("admin.example:443", NONE, List.of("https://ADMIN.example"), NONE));
        assertEquals(0, post("admin.example:80", NONE, List.of("http://admin.example"), NONE));
        assertEquals(0, post("[::1]:8081", NONE, List.of("http://[::1]:8081"), NONE));
    }

    /** Whoever is on the way between can write a page of http, with the same name. */
    @Test
    public void aPageWithoutTlsIsNotOneOfASiteWithIt() {
        assertEquals(0, overTls(List.of("https://admin.example"), NONE));
        assertEquals(0, overTls(NONE, List.of("https://admin.example/admin/people")));
        assertEquals(403, overTls(List.of("http://admin.example"), NONE));
        assertEquals(403, overTls(List.of("http://admin.example:443"), NONE));
        assertEquals(403, overTls(NONE, List.of("http://admin.example/admin/people")));
    }

    private int overTls(List<String> origin, List<String> referer) {
        return status(new AdminRequest("POST", true, List.of("admin.example"), NONE, NONE, origin, referer, Set.of(),
                true));
    }

    @Test
    public void whatAnotherSiteSendsIsRefused() {
        for (String value : List.of("cross-site", "same-site", "", "Same-Origin", "same-origin, same-origin", "x")) {
            assertEquals(value, 403, post(HOST, List.of(value), NONE, NONE));
            assertEquals(value, 403, post(HOST, List.of(value), List.of("http://127.0.0.1:8081"), NONE));
        }
        assertEquals("nobody types a change", 403, post(HOST, List.of("none"), NONE, NONE));
        assertEquals(403, post(HOST, List.of("same-origin", "same-origin"), NONE, NONE));
        assertEquals(403, post(HOST, List.of("same-origin"), List.of("http://evil.example"), NONE));
    }

    @Test
    public void hostileOriginsAreRefusedAndBreakNothing() {
        for (String value : List.of("http:x", "null", "", " ", "http://", "http:///", "http://127.0.0.1:8082",
                "http://127.0.0.1", "http://127.0.0.1:8081.evil.example", "http://127.0.0.1:8081@evil.example",
                "http://evil.example@127.0.0.1:8081", "http://127.0.0.1:8081/", "http://127.0.0.1:99999999999",
                "http://127.0.0.1:-1", "http://[::1", "http://%31%32%37.0.0.1:8081", "file://", "javascript:alert(1)",
                "ftp://127.0.0.1:8081", "127.0.0.1:8081", "http://127.0.0.1:8081 http://127.0.0.1:8081",
                "http://\u0000127.0.0.1:8081", "http://127.0.0.1:8081\n", "http://127.0.0.1:\u0668\u0660\u0668\u0661",
                "http://" + "a".repeat(100_000))) {
            assertEquals(value, 403, post(HOST, NONE, List.of(value), NONE));
            assertEquals(value, 403, post(HOST, List.of("same-origin"), List.of(value), NONE));
        }
        assertEquals("two", 403, post(HOST, NONE, List.of("http://127.0.0.1:8081", "http://127.0.0.1:8081"), NONE));
        assertEquals("no Host to compare with", 403, post(null, NONE, List.of("http://127.0.0.1:8081"), NONE));
    }

    @Test
    public void hostileReferersAreRefusedAndBreakNothing() {
        for (String value : List.of("", "http://evil.example/http://127.0.0.1:8081/", "http:x", "about:blank",
                "http://127.0.0.1:8081@evil.example/", "http://evil.example?http://127.0.0.1:8081",
                "http://127.0.0.1:8081.evil.example/", "http://evil.example#@127.0.0.1:8081",
                "http://evil.example\\@127.0.0.1:8081/", "/system/console")) {
            assertEquals(value, 403, post(HOST, NONE, NONE, List.of(value)));
        }
    }

    @Test
    public void aGetChangesNothing() {
        for (String name : List.of("apply", "action", "delete", "unbind", "propertylist")) {
            assertEquals(name, 403, get("GET", Set.of(name)));
            assertEquals(name, 403, get("HEAD", Set.of(name)));
            assertEquals(name, 403, get("GET", Set.of("post", name)));
        }
        assertEquals(403, get("GET", Set.of("post", "anything")));
        assertEquals("how the settings page reads a form", 0, get("GET", Set.of("post", "ts")));
        assertEquals(0, get("GET", Set.of("post", "create", "ts")));
        assertEquals(0, get("GET", Set.of("filter", "before")));
        assertEquals("a body", 403, status(new AdminRequest("GET", false, List.of(HOST), NONE, NONE, NONE, NONE, Set.of(),
                true)));
    }

    @Test
    public void pagesAreReadByLinksFromElsewhereButNotByScripts() {
        assertEquals(0, read("cross-site", "navigate"));
        assertEquals(403, read("cross-site", "no-cors"));
        assertEquals(403, read("cross-site", "cors"));
        assertEquals(403, read("same-site", "no-cors"));
        assertEquals(0, read("same-origin", "cors"));
        assertEquals(403, status(new AdminRequest("GET", false, List.of(HOST), NONE, NONE, List.of("null"), NONE, Set.of(),
                false)));
    }

    @Test
    public void oddMethodsAreRefused() {
        for (String method : List.of("PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "get", "GETX", "POST ", "")) {
            assertEquals(method, 405, get(method, Set.of()));
        }
        assertEquals(0, get("OPTIONS", Set.of()));
    }

    @Test
    public void onlyAddressesAndNamesThatWereSetAreThisNode() {
        for (String host : Arrays.asList("127.0.0.1", "10.1.2.3:8081", "[::1]:8081", "[2001:db8::1]", "localhost:8081",
                "LOCALHOST", "localhost.", "a.localhost:1", "admin.example", "Admin.Example.:8081", "node:8081", null)) {
            assertEquals(host, 0, post(host, NONE, NONE, NONE));
        }
        for (String host : List.of("", "evil.example", "evil.example:8081", "127.0.0.1.evil.example", "127.1",
                "127.0.0.256", "0x7f000001", "2130706433", "notlocalhost", "localhost.evil.example",
                "user@127.0.0.1:8081", "127.0.0.1:99999", "127.0.0.1:8081:8081", "127.0.0.1, evil.example", "[::1",
                "[evil.example]", "xadmin.example", "127.0.0.1:8081/", "a".repeat(100_000), "1.2.3.4.5",
                "1.2.3.", "\u0661.2.3.4")) {
            assertEquals(host, 421, post(host, NONE, NONE, NONE));
            assertEquals(host, 421, status(new AdminRequest("GET", false, List.of(host), NONE, NONE, NONE, NONE, Set.of(),
                    false)));
        }
        assertEquals("two", 421, status(new AdminRequest("GET", false, List.of(HOST, HOST), NONE, NONE, NONE, NONE, Set.of(),
                false)));
    }

    private int post(String host, List<String> site, List<String> origin, List<String> referer) {
        return status(new AdminRequest("POST", false, host == null ? NONE : List.of(host), site, NONE, origin, referer,
                Set.of(), true));
    }

    private int get(String method, Set<String> parameters) {
        return status(new AdminRequest(method, false, List.of(HOST), NONE, NONE, NONE, NONE, parameters, false));
    }

    private int read(String from, String mode) {
        return status(new AdminRequest("GET", false, List.of(HOST), List.of(from), List.of(mode), NONE, NONE, Set.of(),
                false));
    }

    private int status(AdminRequest request) {
        return site.refusal(request).map(OwnSite.Refusal::status).orElse(0);
    }
}
