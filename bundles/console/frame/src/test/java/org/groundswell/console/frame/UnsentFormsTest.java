package org.groundswell.console.frame;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.console.api.Role;
import org.groundswell.console.api.SignedIn;
import org.groundswell.console.testing.Call;
import org.groundswell.console.testing.FakeFrame;
import org.groundswell.testing.SetClock;
import org.junit.Before;
import org.junit.Test;

public class UnsentFormsTest {
    private static final Map<String, String> NOTE = Map.of("keep", "yes", "do", "note", "note", "calls\r\nagain <b>");
    private final SetClock clock = new SetClock("2026-11-27T20:00:00Z");
    private final UnsentForms forms = new UnsentForms(clock);
    private final SentForm form = new SentForm();
    private String writer = "noor";

    @Before
    public void signIn() {
        forms.know(person("noor"));
        forms.know(person("omar"));
    }

    @Test
    public void itsWriterFindsItAndNobodyElse() throws Exception {
        String id = kept(NOTE);
        assertFalse("who happens to look first", forms.find(id, "omar").isPresent());
        UnsentForms.Unsent found = forms.find(id, "noor").orElseThrow();
        assertEquals("/admin/gifts/gift", found.address());
        assertEquals("the token of before is worth nothing", NOTE, found.fields());
        assertTrue("she reloads the page", forms.find(id, "noor").isPresent());
        assertFalse(forms.find("guessed", "noor").isPresent());
        clock.pass(Duration.ofMinutes(121));
        assertFalse(forms.find(id, "noor").isPresent());
        forms.forgetOld();
        assertEquals("it is not in memory any more", 0, forms.size());
    }

    @Test
    public void whoeverHasNoPageOfTheConsolePlantsNothing() throws Exception {
        assertEquals("no token", Optional.empty(), forms.keep(form.with(NOTE)));
        writer = "mallory";
        assertEquals("a token of nobody's", Optional.empty(), keep(NOTE));
        writer = "";
        assertEquals(Optional.empty(), keep(NOTE));
        writer = "noor";
        assertTrue(keep(NOTE).isPresent());
        clock.pass(Duration.ofHours(25));
        assertEquals("a page of the day before yesterday", Optional.empty(), keep(NOTE));
    }

    @Test
    public void scriptsWithoutASessionHaveNoForms() throws Exception {
        forms.know(new SignedIn("script", Set.of(Role.OWNER), ""));
        assertEquals(Optional.empty(), forms.keep(form.with(Map.of("keep", "yes", "token", ""))));
    }

    @Test
    public void whatGivesRightsOrHasASecretIsNeverKept() throws Exception {
        for (String to : List.of("/admin/people", "/admin/account", "/admin/sign-in", "/admin/tokens", "/admin/settings", "/admin",
                "/admin/gifts", "/admin/modules")) {
            form.address = to;
            assertEquals(to, Optional.empty(),
                    keep(Map.of("keep", "yes", "what", "roles", "name", "volunteer", "role-owner", "on")));
        }
    }

    @Test
    public void whatDoesNotAskForItOrComesFromElsewhereIsNotKept() throws Exception {
        assertEquals("a password perhaps", Optional.empty(), keep(Map.of("password", "secret")));
        form.method = "GET";
        assertEquals(Optional.empty(), keep(NOTE));
        form.method = "POST";
        for (String site : new String[] {"cross-site", "same-site", "none"}) {
            form.headers.put("Sec-Fetch-Site", site);
            assertEquals(site, Optional.empty(), keep(NOTE));
        }
        form.headers.clear();
        assertEquals("a browser that says nothing", Optional.empty(), keep(NOTE));
        form.headers.putAll(Map.of("Origin", "http://evil.example", "Host", "10.0.0.5:8081"));
        assertEquals(Optional.empty(), keep(NOTE));
        form.headers.put("Origin", "http://10.0.0.5:8081");
        assertTrue("without TLS", keep(NOTE).isPresent());
        form.query = "a=//evil.example";
        assertEquals(Optional.empty(), keep(NOTE));
        form.query = "a=" + "x".repeat(500);
        assertEquals("an address as long as a form", Optional.empty(), keep(NOTE));
    }

    @Test
    public void aFloodTakesNoMoreThanItsRoomAndNobodyElsesForm() throws Exception {
        String noors = kept(NOTE);
        writer = "omar";
        for (int i = 0; i < 500; i++) {
            kept(NOTE);
        }
        assertEquals(1 + UnsentForms.MOST_OF_ONE, forms.size());
        String last = "";
        for (int i = 0; i < 8; i++) {
            last = kept(large());
        }
        assertTrue(forms.find(last, "omar").isPresent());
        assertTrue(forms.size() <= 3);
        assertTrue("his own went", forms.find(noors, "noor").isPresent());
    }

    @Test
    public void ofManyPeopleTheOldestGoes() throws Exception {
        String noors = kept(large());
        for (int i = 0; i < 6; i++) {
            writer = "person" + i;
            forms.know(person(writer));
            kept(large());
        }
        assertFalse(forms.find(noors, "noor").isPresent());
        for (int i = 0; i < UnsentForms.MOST + 100; i++) {
            writer = "small" + i;
            forms.know(person(writer));
            kept(Map.of("keep", "yes"));
        }
        assertEquals(UnsentForms.MOST, forms.size());
    }

    @Test
    public void manyFieldsTakeRoomToo() throws Exception {
        var fields = new HashMap<>(Map.of("keep", "yes"));
        for (int i = 0; i < 990; i++) {
            fields.put("f" + i, "");
        }
        for (int i = 0; i < 100; i++) {
            writer = "person" + i;
            forms.know(person(writer));
            kept(fields);
        }
        assertTrue("8,000,000 by their fields alone", forms.size() < 80);
    }

    @Test
    public void oneThatWasSentIsGone() throws Exception {
        String id = kept(NOTE);
        forms.sent(id, "omar");
        assertTrue("somebody else's word", forms.find(id, "noor").isPresent());
        forms.sent(id, "noor");
        assertFalse(forms.find(id, "noor").isPresent());
        String first = kept(NOTE);
        var again = new HashMap<>(NOTE);
        again.put("unsent", first);
        String second = kept(again);
        assertFalse("the session ended once more", forms.find(first, "noor").isPresent());
        assertEquals(NOTE, forms.find(second, "noor").orElseThrow().fields());
    }

    @Test
    public void thePageShowsAllOfItAndSendsItOnOnceMoreIfSheWants() throws Exception {
        var servlets = new FakeServlets();
        servlets.add("/gifts/gift", AdminServlet.SELECT, "finance");
        var page = new UnsentServlet(new FakeFrame(UnsentServlet.class), forms, new Rights(servlets.context()));
        writer = "berta";
        forms.know(person(writer));
        String id = kept(NOTE);
        Call shown = Call.get(page, "form=" + id, "finance");
        assertTrue(shown.body(), shown.body().contains("<form method=\"post\" action=\"/admin/gifts/gift\">"));
        assertTrue(shown.body(), shown.body().contains("name=\"token\" value=\"the-token\""));
        assertTrue(shown.body(), shown.body().contains("name=\"unsent\" value=\"" + id + "\""));
        assertTrue(shown.body(), shown.body().contains("name=\"note\" value=\"calls\r\nagain &lt;b&gt;\""));
        assertTrue(shown.body(), shown.body().contains("<code dir=\"ltr\">/admin/gifts/gift</code>"));
        assertTrue("openly", shown.body().contains("<code dir=\"ltr\">do</code>") && !shown.body().contains("<details"));
        Call gone = Call.get(page, "form=x", "finance");
        assertEquals(404, gone.status);
        assertFalse(gone.body(), gone.body().contains("<form") || gone.body().contains("still here"));
        assertEquals("who may not send it any more", 404, Call.get(page, "form=" + id, "viewer").status);
    }

    /** A byte now and then, and none with a token in front: others' forms are kept meanwhile. */
    @Test
    public void strangersWhoSendSlowlyTakeNobodysPlace() throws Exception {
        var reading = new CountDownLatch(4);
        var end = new CountDownLatch(1);
        for (int i = 0; i < 4; i++) {
            String begun = i % 2 == 0 ? "keep=yes&note=calls" : "token=nobodys&keep=yes";
            Thread.ofVirtual().start(() -> {
                try {
                    forms.keep(form.with(new SlowBody(begun, reading, end)));
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                } finally {
                    reading.countDown();
                }
            });
        }
        try {
            assertTrue(reading.await(60, TimeUnit.SECONDS));
            assertTrue(keep(NOTE).isPresent());
        } finally {
            end.countDown();
        }
    }

    private static Map<String, String> large() {
        var fields = new HashMap<>(Map.of("keep", "yes"));
        for (int i = 0; i < 4; i++) {
            fields.put("text" + i, "x".repeat(399_000));
        }
        return fields;
    }

    private static SignedIn person(String name) {
        return new SignedIn(name, Set.of(Role.FINANCE), "token-of-" + name);
    }

    private String kept(Map<String, String> fields) throws Exception {
        String where = keep(fields).orElseThrow();
        assertTrue(where, where.startsWith("/admin/unsent?form="));
        return where.substring("/admin/unsent?form=".length());
    }

    /** Of a page that was made for this writer. */
    private Optional<String> keep(Map<String, String> fields) throws Exception {
        var sent = new HashMap<>(fields);
        sent.put("token", "token-of-" + writer);
        return forms.keep(form.with(sent));
    }
}
