package org.groundswell.console.frame;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.console.api.Role;
import org.groundswell.console.api.SignedIn;
import org.junit.Test;

public class FrameTest {
    private final FakeServlets servlets = new FakeServlets();
    private final Rights rights = new Rights(servlets.context());

    @Test
    public void whatNamesNobodyIsTheOwners() {
        servlets.add("/gifts/*", AdminServlet.SELECT, "viewer", "finance");
        servlets.add("/secret", AdminServlet.SELECT);
        servlets.add("/elsewhere", "(osgi.http.whiteboard.context.name=other)", AdminServlet.EVERYBODY);
        assertEquals(Set.of("viewer", "finance"), rights.of("/gifts/*"));
        for (String pattern : List.of("/secret", "/elsewhere", "/nothing", "", "/gifts")) {
            assertEquals(pattern, Set.of(), rights.of(pattern));
        }
        assertTrue(Rights.include(Set.of(), person(Role.OWNER)));
        assertFalse(Rights.include(Set.of(), person(Role.OPERATOR)));
        assertTrue(Rights.include(rights.of("/gifts/*"), person(Role.PHONE, Role.VIEWER)));
        assertFalse(Rights.include(rights.of("/gifts/*"), person(Role.PHONE)));
        assertTrue(Rights.include(Set.of(AdminServlet.SIGNED_IN), person(Role.PHONE)));
    }

    @Test
    public void ofTwoWithOnePatternTheStricterCounts() {
        servlets.add("/gifts/*", AdminServlet.SELECT, "viewer", "finance");
        servlets.add("/gifts/*", AdminServlet.SELECT, "finance");
        assertEquals(Set.of("finance"), rights.of("/gifts/*"));
    }

    @Test
    public void nobodyIsLedElsewhere() {
        for (String own : List.of("/admin", "/admin/gifts?q=a%40b&x=1", "/admin/audit")) {
            assertEquals(own, OwnAddress.orStart(own));
        }
        for (String other : List.of("", "//evil.example", "https://evil.example", "/admin//evil.example", "/adminx",
                "/admin\\evil", "/admin/a\r\nX: y")) {
            assertEquals(other, "/admin/start", OwnAddress.orStart(other));
        }
    }

    @Test
    public void placesAreFilledAsTheReaderWritesThem() {
        Texts texts = Texts.read(FrameTest.class::getResource);
        assertEquals(Optional.of("Gifts: 1,234"), texts.find("en", "start.gifts", 1234));
        assertEquals(Optional.of("Giften: 1.234"), texts.find("nl", "start.gifts", 1234));
        assertEquals("a place within what fills one is none", Optional.of("Hello {0}"),
                texts.find("en", "start.hello", "{0}"));
        assertEquals("another language than ours", Optional.of("Menu"), texts.find("fr", "frame.menu"));
        assertEquals(Optional.empty(), texts.find("en", "no.such.key"));
    }

    private static SignedIn person(Role... roles) {
        return new SignedIn("noor", Set.of(roles), "token");
    }
}
