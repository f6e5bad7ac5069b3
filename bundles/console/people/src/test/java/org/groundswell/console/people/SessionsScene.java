package org.groundswell.console.people;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.groundswell.console.api.Role;
import org.groundswell.testing.SetClock;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;

/** Sessions of two people, at a browser that keeps its cookie. */
abstract class SessionsScene {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    final SetClock clock = new SetClock("2026-11-27T20:00:00Z");
    String cookie = "";
    boolean secure;
    Set<Role> secondFactorFor = Set.of();
    Map<String, String> headers = Map.of();
    People people;
    Sessions sessions;

    @Before
    public void begin() throws Exception {
        people = new People(Path.of(folder.getRoot().getPath(), "console"), clock);
        people.add(Person.withPassword("noor", EnumSet.of(Role.OWNER), Passwords.fastHash("x"), clock.instant()));
        people.add(Person.withPassword("omar", EnumSet.of(Role.VIEWER), Passwords.fastHash("x"), clock.instant()));
        sessions = sessions();
    }

    Sessions sessions() {
        return new Sessions(Duration.ofMinutes(30), Duration.ofHours(2), secondFactorFor, people, clock,
                new KeptSessions(folder.getRoot().toPath().resolve("console/sessions")));
    }

    Person person(String name) {
        return people.find(name).orElseThrow();
    }

    HttpServletRequest request() {
        String[] pair = cookie.replaceFirst(";.*", "").split("=", 2);
        return (HttpServletRequest) Proxy.newProxyInstance(SessionsScene.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "getCookies" -> cookie.isEmpty() ? null : new Cookie[] {new Cookie(pair[0], pair[1])};
                    case "getLocalPort" -> 8081;
                    case "getRemoteAddr" -> "192.0.2.7";
                    case "isSecure" -> secure;
                    case "getHeader" -> headers.get((String) arguments[0]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    HttpServletResponse response() {
        return (HttpServletResponse) Proxy.newProxyInstance(SessionsScene.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class}, (proxy, method, arguments) -> {
                    cookie = (String) arguments[1];
                    return null;
                });
    }
}
