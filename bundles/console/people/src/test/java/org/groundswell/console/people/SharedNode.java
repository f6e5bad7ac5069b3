package org.groundswell.console.people;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.groundswell.kernel.api.keys.SharedKeys;
import org.groundswell.kernel.api.records.SharedRecords;

/** A node of several, as far as its console's people go. */
final class SharedNode implements AutoCloseable {
    final SharedConsole console = new SharedConsole();
    final People people;
    final Tokens tokens;
    final Sessions sessions;
    final Attempts attempts;

    SharedNode(Path folder, Clock clock) throws IOException {
        people = new People(folder, clock, console);
        tokens = new Tokens(folder, people, clock, console);
        sessions = new Sessions(Duration.ofMinutes(30), Duration.ofHours(2), Set.of(), people, clock,
                new KeptSessions(folder.resolve("sessions")), console);
        attempts = new Attempts(people, (request, action, subject, detail) -> { }, console, clock);
    }

    /** The key that all nodes are given; none of them has one where it is empty. */
    void join(SharedRecords records, String key) {
        console.bindRecords(records);
        console.bindKeys(keys(key));
    }

    static SharedKeys keys(String key) {
        return new SharedKeys() {
            @Override
            public List<byte[]> keys(String name, Optional<byte[]> own) {
                byte[] bytes = new byte[BYTES];
                System.arraycopy(key.getBytes(StandardCharsets.UTF_8), 0, bytes, 0, key.length());
                return key.isEmpty() ? List.of() : List.of(bytes);
            }

            @Override
            public void renew(String name) {
                throw new UnsupportedOperationException(name);
            }
        };
    }

    /** Hears at once what others have done. */
    void look() {
        session("groundswell-nodes=nobody");
    }

    /** @return the cookie */
    String signIn(String name) {
        var cookie = new String[1];
        sessions.begin(request(""), response(cookie), people.find(name).orElseThrow(), Session.Begun.HERE);
        return cookie[0].replaceFirst(";.*", "");
    }

    /** Somebody who does not know the password. */
    Attempts.Outcome tryWrong() {
        return attempts.wrong(request(""), "omar");
    }

    void signOut(String cookie) {
        sessions.end(request(cookie), response(new String[1]));
    }

    Optional<Session> session(String cookie) {
        return sessions.of(request(cookie));
    }

    private static HttpServletResponse response(String[] cookie) {
        return (HttpServletResponse) Proxy.newProxyInstance(SharedNode.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class}, (proxy, method, arguments) -> {
                    cookie[0] = (String) arguments[1];
                    return null;
                });
    }

    private HttpServletRequest request(String cookie) {
        String[] pair = cookie.split("=", 2);
        return (HttpServletRequest) Proxy.newProxyInstance(SharedNode.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "getCookies" -> cookie.isEmpty() ? null : new Cookie[] {new Cookie(pair[0], pair[1])};
                    case "getLocalPort" -> 1 + System.identityHashCode(this) % 60_000;
                    case "getRemoteAddr" -> "192.0.2.7";
                    case "isSecure" -> true;
                    case "getHeader" -> null;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    @Override
    public void close() {
        console.close();
    }
}
