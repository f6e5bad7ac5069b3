package org.groundswell.console.people;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.groundswell.console.api.Authenticator;
import org.groundswell.console.api.Role;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class TokensTest {
    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();
    private Instant now = Instant.parse("2026-11-27T20:00:00Z");
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final Map<String, Object> attributes = new HashMap<>();
    private Path folder;
    private People people;
    private Tokens tokens;

    @Before
    public void begin() throws Exception {
        folder = temporary.getRoot().toPath().resolve("console");
        people = new People(folder, clock);
        people.add(Person.withPassword("noor", EnumSet.of(Role.OWNER), Passwords.fastHash("x"), now));
        people.add(Person.withPassword("omar", EnumSet.of(Role.FINANCE, Role.VIEWER), Passwords.fastHash("y"), now));
        tokens = new Tokens(folder, people, clock);
    }

    @Test
    public void onlyItsHashIsKeptAndItMayDoWhatWasChosen() throws Exception {
        String secret = make("noor", Set.of(Role.VIEWER), 30);
        assertTrue(secret, secret.matches("gsw_[\\w-]{43}"));
        Path file = folder.resolve("tokens");
        assertFalse(Files.readString(file).contains(secret));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        Tokens.Use use = new Tokens(folder, people, clock).use(secret).orElseThrow();
        assertEquals("an owner's token is no owner", Set.of(Role.VIEWER), use.roles());
        assertEquals("noor", use.person().name());
        assertFalse(tokens.use(secret + "x").isPresent());
        assertFalse(tokens.use("").isPresent());
        assertFalse("the hash is no secret", tokens.use(OneTimeLink.hash(secret)).isPresent());
    }

    @Test
    public void nobodyGivesMoreThanTheyHave() {
        assertThrows(RefusedException.class, () -> make("omar", Set.of(Role.VIEWER, Role.OPERATOR), 30));
        assertThrows(RefusedException.class, () -> make("omar", Set.of(), 30));
        assertThrows(RefusedException.class, () -> make("omar", Set.of(Role.VIEWER), 366));
        assertThrows(RefusedException.class, () -> make("omar", Set.of(Role.VIEWER), 0));
        assertEquals(List.of(), tokens.all());
    }

    @Test
    public void itEndsByItsDateAndWhenItIsTakenBack() throws Exception {
        String month = make("omar", Set.of(Role.VIEWER), 30);
        String year = make("omar", Set.of(Role.VIEWER), 365);
        now = now.plus(Duration.ofDays(30)).minusSeconds(1);
        assertTrue(tokens.use(month).isPresent());
        now = now.plusSeconds(1);
        assertFalse(tokens.use(month).isPresent());
        assertEquals(1, tokens.all().size());
        tokens.revoke(tokens.use(year).orElseThrow().token().id());
        assertFalse(tokens.use(year).isPresent());
        assertFalse(new Tokens(folder, people, clock).use(year).isPresent());
    }

    @Test
    public void otherRolesAnotherPasswordAndBeingTakenAwayEndIt() throws Exception {
        String first = make("omar", Set.of(Role.VIEWER), 30);
        people.change("omar", each -> each.withRoles(Set.of(Role.VIEWER, Role.EDITOR)));
        assertFalse(tokens.use(first).isPresent());
        String second = make("omar", Set.of(Role.VIEWER), 30);
        people.change("omar", each -> each.withPassword(Passwords.fastHash("z")));
        assertFalse(tokens.use(second).isPresent());
        String third = make("omar", Set.of(Role.VIEWER), 30);
        people.remove("omar");
        assertFalse(tokens.use(third).isPresent());
        now = now.plusSeconds(1);
        people.add(Person.withPassword("omar", EnumSet.of(Role.VIEWER), Passwords.fastHash("y"), now));
        assertFalse("another omar", tokens.use(third).isPresent());
    }

    @Test
    public void itSaysWhenItWasUsedToTheHour() throws Exception {
        String secret = make("omar", Set.of(Role.VIEWER), 30);
        assertEquals(null, tokens.all().getFirst().used());
        Instant first = now;
        tokens.use(secret);
        now = now.plus(Duration.ofMinutes(59));
        tokens.use(secret);
        assertEquals(first, tokens.all().getFirst().used());
        now = now.plus(Duration.ofMinutes(2));
        tokens.use(secret);
        assertEquals(now, new Tokens(folder, people, clock).all().getFirst().used());
    }

    @Test
    public void nobodyHasMoreThanTwenty() throws Exception {
        for (int i = 0; i < Tokens.MOST_OF_A_PERSON; i++) {
            make("omar", Set.of(Role.VIEWER), 30);
        }
        assertThrows(RefusedException.class, () -> make("omar", Set.of(Role.VIEWER), 30));
        make("noor", Set.of(Role.VIEWER), 30);
    }

    @Test
    public void aFileThatCannotBeReadIsNamed() throws Exception {
        Files.writeString(folder.resolve("tokens"), "{");
        assertTrue(assertThrows(IOException.class, () -> new Tokens(folder, people, clock)).getMessage()
                .contains("tokens"));
    }

    @Test
    public void aTokenThatIsShownCountsAlone() throws Exception {
        var authenticator = new PeopleAuthenticator(people, new Sessions(Duration.ofHours(1), Duration.ofHours(1), Set.of(), people,
                clock, new KeptSessions(folder.resolve("sessions"))), new Attempts(people, (request, action, subject, detail) -> { }, new SharedConsole()),
                tokens);
        String secret = make("noor", Set.of(Role.VIEWER), 30);
        var known = (Authenticator.Known) authenticator.find(request("bearer  " + secret));
        assertEquals(Set.of(Role.VIEWER), known.person().roles());
        assertFalse(known.person().hasSession());
        assertEquals(tokens.all().getFirst().id(), attributes.get(Authenticator.TOKEN));
        attributes.clear();
        for (String wrong : List.of("Bearer", "Bearer x", "Bearer " + secret + "x", "Basic " + secret, "Basic "
                + Base64.getEncoder().encodeToString(("noor:" + secret).getBytes(StandardCharsets.UTF_8)))) {
            assertFalse(wrong, authenticator.find(request(wrong)) instanceof Authenticator.Known);
        }
        assertEquals(Map.of(), attributes);
    }

    @Test
    public void whoTriesTokensHasToWait() throws Exception {
        var authenticator = new PeopleAuthenticator(people, new Sessions(Duration.ofHours(1), Duration.ofHours(1), Set.of(), people,
                clock, new KeptSessions(folder.resolve("sessions"))), new Attempts(people, (request, action, subject, detail) -> { }, new SharedConsole()),
                tokens);
        String secret = make("noor", Set.of(Role.VIEWER), 30);
        for (int i = 0; i < 10; i++) {
            assertTrue(authenticator.find(request("Bearer gsw_" + i)) instanceof Authenticator.Wrong);
        }
        assertTrue(authenticator.find(request("Bearer gsw_x")) instanceof Authenticator.TooMany);
        assertTrue("the right one always comes in", authenticator.find(request("Bearer " + secret))
                instanceof Authenticator.Known);
    }

    private String make(String person, Set<Role> roles, int days) throws IOException {
        return tokens.make(Tokens.newId(), people.find(person).orElseThrow(), "nightly export", roles, days).secret();
    }

    private HttpServletRequest request(String authorization) {
        return (HttpServletRequest) Proxy.newProxyInstance(TokensTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class}, (_, method, arguments) -> switch (method.getName()) {
                    case "getHeader" -> authorization;
                    case "getCookies" -> null;
                    case "getLocalPort" -> 8081;
                    case "getRemoteAddr" -> "127.0.0.1";
                    case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
