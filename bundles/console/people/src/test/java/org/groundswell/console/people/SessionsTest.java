package org.groundswell.console.people;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.groundswell.console.api.Authenticator;
import org.groundswell.console.api.Role;
import org.groundswell.testing.SetClock;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class SessionsTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final SetClock clock = new SetClock("2026-11-27T20:00:00Z");
    private String cookie = "";
    private boolean secure;
    private Set<Role> secondFactorFor = Set.of();
    private Map<String, String> headers = Map.of();
    private People people;
    private Sessions sessions;

    @Before
    public void begin() throws Exception {
        people = new People(Path.of(folder.getRoot().getPath(), "console"), clock);
        people.add(Person.withPassword("noor", EnumSet.of(Role.OWNER), Passwords.fastHash("x"), clock.instant()));
        people.add(Person.withPassword("omar", EnumSet.of(Role.VIEWER), Passwords.fastHash("x"), clock.instant()));
        sessions = sessions();
    }

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

    private Set<Role> roles(PeopleAuthenticator authenticator) {
        return ((Authenticator.Known) authenticator.find(request())).person().roles();
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

    /** The next release of this bundle, other settings. */
    @Test
    public void anExchangeSignsNobodyOut() throws Exception {
        var session = sessions.begin(request(), response(), person("omar"), Session.Begun.HERE);
        sessions.stop();
        clock.pass(Duration.ofSeconds(5));
        sessions = sessions();
        assertEquals("its forms go on, too", session.token(), sessions.of(request()).orElseThrow().token());
        clock.pass(Duration.ofMinutes(31));
        assertFalse("idle", sessions.of(request()).isPresent());
    }

    @Test
    public void whoHasChangedMeanwhileIsSignedOut() throws Exception {
        sessions.begin(request(), response(), person("omar"), Session.Begun.HERE);
        sessions.stop();
        people.change("omar", each -> each.withPassword(Passwords.fastHash("y")));
        sessions = sessions();
        assertFalse(sessions.of(request()).isPresent());
    }

    @Test
    public void aRestartSignsNobodyOut() throws Exception {
        Session session = sessions.begin(request(), response(), person("omar"), Session.Begun.HERE);
        String omars = cookie;
        Path kept = folder.getRoot().toPath().resolve("console/sessions");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)));
        assertFalse("no cookie is on the disk", Files.readString(kept).contains(omars.replaceFirst(";.*", "").replaceFirst(".*?=", "")));
        sessions = sessions();
        assertEquals("a crash", session.token(), sessions.of(request()).orElseThrow().token());
        clock.pass(Duration.ofMinutes(20));
        assertTrue(sessions.of(request()).isPresent());
        sessions.stop();
        clock.pass(Duration.ofMinutes(20));
        sessions = sessions();
        assertTrue("a long stop", sessions.of(request()).isPresent());
        sessions.stop();
        clock.pass(Duration.ofMinutes(31));
        sessions = sessions();
        assertFalse("nobody was there for too long", sessions.of(request()).isPresent());
    }

    @Test
    public void whatHasEndedDoesNotComeBackWithARestart() throws Exception {
        sessions.begin(request(), response(), person("omar"), Session.Begun.HERE);
        String first = cookie;
        cookie = "";
        Session here = sessions.begin(request(), response(), person("omar"), Session.Begun.HERE);
        String second = cookie;
        sessions.endOthers(here);
        sessions = sessions();
        cookie = first;
        assertFalse(sessions.of(request()).isPresent());
        cookie = second;
        assertTrue(sessions.of(request()).isPresent());
        sessions.end(request(), response());
        sessions = sessions();
        cookie = second;
        assertFalse(sessions.of(request()).isPresent());
    }

    @Test
    public void whatIsOverLeavesTheDisk() throws Exception {
        Path kept = folder.getRoot().toPath().resolve("console/sessions");
        sessions.begin(request(), response(), person("omar"), Session.Begun.HERE);
        clock.pass(Duration.ofMinutes(31));
        cookie = "";
        sessions.begin(request(), response(), person("noor"), Session.Begun.HERE);
        assertFalse("written with somebody else's", Files.readString(kept).contains("omar"));
        cookie = "";
        sessions.begin(request(), response(), person("omar"), Session.Begun.HERE);
        sessions.stop();
        assertTrue(Files.readString(kept).contains("omar"));
        people.remove("omar");
        sessions = sessions();
        sessions.stop();
        assertFalse("taken away", Files.readString(kept).contains("omar"));
        sessions = sessions();
        clock.pass(Duration.ofMinutes(31));
        sessions.forgetOver();
        assertFalse("nobody comes again", Files.exists(kept));
    }

    @Test
    public void aSpoiltFileAsksEverybodyAgain() throws Exception {
        sessions.begin(request(), response(), person("omar"), Session.Begun.HERE);
        Files.writeString(folder.getRoot().toPath().resolve("console/sessions"), "{ no sessions");
        sessions = sessions();
        assertFalse(sessions.of(request()).isPresent());
        sessions.begin(request(), response(), person("omar"), Session.Begun.HERE);
        assertTrue(sessions.of(request()).isPresent());
    }

    private Sessions sessions() {
        return new Sessions(Duration.ofMinutes(30), Duration.ofHours(2), secondFactorFor, people, clock,
                new KeptSessions(folder.getRoot().toPath().resolve("console/sessions")));
    }

    private Person person(String name) {
        return people.find(name).orElseThrow();
    }

    private HttpServletRequest request() {
        String[] pair = cookie.replaceFirst(";.*", "").split("=", 2);
        return (HttpServletRequest) Proxy.newProxyInstance(SessionsTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "getCookies" -> cookie.isEmpty() ? null : new Cookie[] {new Cookie(pair[0], pair[1])};
                    case "getLocalPort" -> 8081;
                    case "getRemoteAddr" -> "192.0.2.7";
                    case "isSecure" -> secure;
                    case "getHeader" -> headers.get((String) arguments[0]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private HttpServletResponse response() {
        return (HttpServletResponse) Proxy.newProxyInstance(SessionsTest.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class}, (proxy, method, arguments) -> {
                    cookie = (String) arguments[1];
                    return null;
                });
    }
}
