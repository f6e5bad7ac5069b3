package org.groundswell.console.people;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.groundswell.console.api.ExternalIdentity;
import org.groundswell.console.api.NotLetInException;
import org.groundswell.console.api.NotLetInException.Reason;
import org.groundswell.console.api.Role;
import org.groundswell.testing.SetClock;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;

/** An owner, somebody who was invited, and what a provider of identities says of people. */
abstract class IdentitiesScene {
    static final String ISSUER = "https://id.example";
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    final SetClock clock = new SetClock("2026-11-27T20:00:00Z");
    final List<String> noted = new ArrayList<>();
    String location = "";
    String cookie = "";
    Sessions sessions;
    People people;
    InvitedIdentities identities;

    @Before
    public void begin() throws Exception {
        people = new People(Path.of(folder.getRoot().getPath(), "console"), clock);
        people.add(Person.withPassword("noor", EnumSet.of(Role.OWNER), Passwords.fastHash("x"), clock.instant()));
        people.add(Person.invited("omar@example.org", Set.of(Role.EDITOR), OneTimeLink.hash("x"), clock.instant()));
        sessions = new Sessions(Duration.ofMinutes(30), Duration.ofHours(2), Set.of(), people, clock,
                new KeptSessions(folder.getRoot().toPath().resolve("sessions")));
        identities = new InvitedIdentities(people, new Door(sessions, this::note), sessions, this::note, clock);
    }

    void assertRefused(Reason reason, String subject, String email, Role... roles) {
        assertEquals(reason, assertThrows(NotLetInException.class, () -> letIn(subject, email, "", roles)).reason());
    }

    boolean letIn(String subject, String email) throws Exception {
        return letIn(subject, email, "");
    }

    boolean letIn(String subject, String email, String to, Role... roles) throws Exception {
        return identities.letIn(request(), response(), new ExternalIdentity(ISSUER, subject, email, Set.of(roles)), to);
    }

    void note(HttpServletRequest request, String action, String subject, String detail) {
        noted.add((request.getRemoteUser() == null ? "" : request.getRemoteUser()) + " " + action + " " + subject);
    }

    HttpServletRequest request() {
        return (HttpServletRequest) Proxy.newProxyInstance(IdentitiesScene.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class}, (_, method, _) -> switch (method.getName()) {
                    case "getCookies" -> cookie.isEmpty() ? null
                            : new Cookie[] {new Cookie(cookie.split("=", 2)[0], cookie.split("=", 2)[1])};
                    case "getRemoteUser", "getHeader" -> null;
                    case "getLocalPort" -> 8081;
                    case "getRemoteAddr" -> "192.0.2.7";
                    case "isSecure" -> true;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    HttpServletResponse response() {
        return (HttpServletResponse) Proxy.newProxyInstance(IdentitiesScene.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class}, (_, method, arguments) -> {
                    if (method.getName().endsWith("Header") && arguments[0].equals("Location")) {
                        location = (String) arguments[1];
                    } else if (method.getName().endsWith("Header") && arguments[0].equals("Set-Cookie")) {
                        cookie = ((String) arguments[1]).replaceFirst(";.*", "");
                    }
                    return null;
                });
    }
}
