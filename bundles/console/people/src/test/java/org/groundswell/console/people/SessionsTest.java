package org.groundswell.console.people;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.groundswell.console.api.Authenticator;
import org.groundswell.console.api.Role;
import org.junit.Test;

/** How long a session lasts, and what ends it. */
public class SessionsTest extends SessionsScene {
    @Test
    public void itEndsAfterIdlingAndAfterItsLongestTime() {
        sessions.begin(request(), response(), person("omar"), Session.Begun.HERE);
        for (int i = 0; i < 5; i++) {
            clock.pass(Duration.ofMinutes(24));
            assertTrue(sessions.of(request()).isPresent());
        }
        clock.pass(Duration.ofMinutes(1));
        assertFalse("two hours", sessions.of(request()).isPresent());
        sessions.begin(request(), response(), person("omar"), Session.Begun.HERE);
        clock.pass(Duration.ofMinutes(31));
        assertFalse("idle", sessions.of(request()).isPresent());
    }

    /** An open page that moves is no sign of somebody before it. */
    @Test
    public void whatAPageAsksByItselfIsNoUse() {
        sessions.begin(request(), response(), person("omar"), Session.Begun.HERE);
        for (String[] header : new String[][] {{"Accept", "text/event-stream"}, {Authenticator.BY_ITSELF, "yes"}}) {
            sessions.begin(request(), response(), person("omar"), Session.Begun.HERE);
            headers = Map.of(header[0], header[1]);
            clock.pass(Duration.ofMinutes(20));
            assertTrue("it is answered", sessions.of(request()).isPresent());
            clock.pass(Duration.ofMinutes(20));
            assertFalse(header[0], sessions.of(request()).isPresent());
            headers = Map.of();
        }
    }

    @Test
    public void otherRolesAnotherPasswordAndBeingTakenAwayEndIt() throws Exception {
        sessions.begin(request(), response(), person("omar"), Session.Begun.HERE);
        people.change("omar", each -> each.withRoles(Set.of(Role.EDITOR)));
        assertFalse(sessions.of(request()).isPresent());
        sessions.begin(request(), response(), person("omar"), Session.Begun.HERE);
        people.change("omar", each -> each.withPassword(Passwords.fastHash("y")));
        assertFalse(sessions.of(request()).isPresent());
        sessions.begin(request(), response(), person("omar"), Session.Begun.HERE);
        people.remove("omar");
        assertFalse(sessions.of(request()).isPresent());
    }

    @Test
    public void theCookieIsTheBrowsersAlone() {
        sessions.begin(request(), response(), person("omar"), Session.Begun.HERE);
        assertTrue(cookie, cookie.matches("groundswell-8081=[\\w-]{43}; Path=/; HttpOnly; SameSite=Lax"));
        String before = cookie;
        secure = true;
        sessions.begin(request(), response(), person("noor"), Session.Begun.HERE);
        assertTrue(cookie, cookie.endsWith("; Secure"));
        String now = cookie;
        cookie = before;
        assertFalse("the one before has ended", sessions.of(request()).isPresent());
        cookie = now;
        assertEquals("noor", sessions.of(request()).orElseThrow().name());
        sessions.end(request(), response());
        cookie = now;
        assertFalse(sessions.of(request()).isPresent());
    }

    @Test
    public void whoIsSignedInElsewhereSeesItAndEndsIt() {
        sessions.begin(request(), response(), person("omar"), Session.Begun.HERE);
        String phone = cookie;
        cookie = "";
        sessions.begin(request(), response(), person("noor"), Session.Begun.HERE);
        String noors = cookie;
        cookie = "";
        Session here = sessions.begin(request(), response(), person("omar"), Session.Begun.HERE);
        String own = cookie;
        assertEquals(List.of("192.0.2.7"), sessions.others(here).stream().map(Session::network).toList());
        sessions.endOthers(here);
        assertEquals(List.of(), sessions.others(here));
        cookie = phone;
        assertFalse(sessions.of(request()).isPresent());
        cookie = noors;
        assertTrue("another person's stay", sessions.of(request()).isPresent());
        cookie = own;
        assertTrue(sessions.of(request()).isPresent());
    }

    @Test
    public void aPasswordAloneDoesNotGiveEveryRole() throws Exception {
        secondFactorFor = RoleNames.read("secondFactorFor", " Finance", "operator", "");
        sessions = sessions();
        assertTrue("an owner has these roles, too", sessions.owesSecondFactor(person("noor")));
        assertFalse(sessions.owesSecondFactor(person("omar")));
        var authenticator = new PeopleAuthenticator(people, sessions, null, null);
        sessions.begin(request(), response(), person("noor"), Session.Begun.HERE);
        assertEquals(Set.of(), roles(authenticator));
        sessions.begin(request(), response(), person("noor"), Session.Begun.ELSEWHERE);
        assertEquals("another sign-in asks for its own", Set.of(Role.values()), roles(authenticator));
        people.change("noor", each -> each.withSecondFactor("ABC", List.of(), 1));
        sessions.begin(request(), response(), person("noor"), Session.Begun.HERE);
        assertEquals(Set.of(Role.values()), roles(authenticator));
    }

    @Test
    public void aRoleThatIsNoneIsRefused() {
        var refused = assertThrows(IllegalArgumentException.class, () -> RoleNames.read("secondFactorFor", "boss"));
        assertTrue(refused.getMessage(), refused.getMessage().startsWith("secondFactorFor: expected some of [viewer,"));
    }

    @Test
    public void whoStillOwesACodeHasFiveMinutes() {
        sessions.begin(request(), response(), person("omar"), Session.Begun.WAITS_FOR_CODE);
        assertTrue(sessions.of(request()).orElseThrow().waitsForCode());
        clock.pass(Duration.ofMinutes(6));
        assertFalse(sessions.of(request()).isPresent());
    }

    @Test
    public void thousandsOfSessionsAreForgottenFromTheOldestOn() {
        sessions.begin(request(), response(), person("omar"), Session.Begun.HERE);
        String first = cookie;
        for (int i = 0; i < 2_500; i++) {
            cookie = "";
            clock.pass(Duration.ofMillis(1));
            sessions.begin(request(), response(), person("omar"), Session.Begun.HERE);
        }
        assertTrue(sessions.of(request()).isPresent());
        cookie = first;
        assertFalse(sessions.of(request()).isPresent());
    }

    private Set<Role> roles(PeopleAuthenticator authenticator) {
        return ((Authenticator.Known) authenticator.find(request())).person().roles();
    }
}
