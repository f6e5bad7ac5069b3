package org.groundswell.console.people;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

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
import org.groundswell.testing.RecordsInMemory;
import org.groundswell.testing.SetClock;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class InvitedIdentitiesTest {
    private static final String ISSUER = "https://id.example";
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final SetClock clock = new SetClock("2026-11-27T20:00:00Z");
    private final List<String> noted = new ArrayList<>();
    private String location = "";
    private String cookie = "";
    private Sessions sessions;
    private People people;
    private InvitedIdentities identities;

    @Before
    public void begin() throws Exception {
        people = new People(Path.of(folder.getRoot().getPath(), "console"), clock);
        people.add(Person.withPassword("noor", EnumSet.of(Role.OWNER), Passwords.fastHash("x"), clock.instant()));
        people.add(Person.invited("omar@example.org", Set.of(Role.EDITOR), OneTimeLink.hash("x"), clock.instant()));
        sessions = new Sessions(Duration.ofMinutes(30), Duration.ofHours(2), Set.of(), people, clock,
                new KeptSessions(folder.getRoot().toPath().resolve("sessions")));
        identities = new InvitedIdentities(people, new Door(sessions, this::note), sessions, this::note, clock);
    }

    @Test
    public void whoWasInvitedUnderTheirAddressComesInAndIsKnownByTheirSubjectFromThenOn() throws Exception {
        assertTrue(letIn("s-1", "Omar@Example.org", "/admin/site"));
        assertEquals("/admin/site", location);
        assertEquals(List.of("omar@example.org person.connect omar@example.org",
                "omar@example.org person.sign-in omar@example.org"), noted);
        assertTrue("the address may have changed", letIn("s-1", ""));
        assertFalse("the address is somebody else's now", letIn("s-2", "omar@example.org"));
        assertEquals(Set.of(Role.EDITOR), people.find("omar@example.org").orElseThrow().roles());
    }

    @Test
    public void nobodySignsUp() throws Exception {
        assertFalse(letIn("s-9", "stranger@example.org"));
        assertFalse("without an address that was verified", letIn("s-9", ""));
        assertEquals(List.of(" person.not-invited ", " person.not-invited "), noted);
        for (int i = 0; i < 100; i++) {
            letIn("s-9", "");
        }
        assertEquals("no flood", 20, noted.size());
        assertEquals("", location);
        assertEquals(2, people.all().size());
    }

    @Test
    public void aProviderThatSaysRolesLetsPeopleInAndOut() throws Exception {
        assertTrue(letIn("s-3", "sara@example.org", "", Role.VIEWER));
        assertEquals(Set.of(Role.VIEWER), people.find("sara@example.org").orElseThrow().roles());
        assertTrue(letIn("s-3", "sara@example.org", "", Role.FINANCE, Role.EDITOR));
        assertEquals(Set.of(Role.FINANCE, Role.EDITOR), people.find("sara@example.org").orElseThrow().roles());
        assertTrue(noted.toString(), noted.contains("sara@example.org person.roles sara@example.org"));
        assertFalse("out of all groups", letIn("s-3", "sara@example.org"));
        assertEquals(Set.of(), people.find("sara@example.org").orElseThrow().roles());
        assertTrue("a long address is no name", letIn("s-4", "x".repeat(60) + "@example.org", "", Role.PHONE));
        assertTrue(people.all().stream().anyMatch(each -> each.name().matches("id-[0-9a-f]{12}")));
    }

    /** What was said here stays, whatever the provider says. */
    @Test
    public void whoWasInvitedHasTheRolesOfTheInvitation() throws Exception {
        assertTrue(letIn("s-1", "omar@example.org", "", Role.OWNER));
        assertEquals(Set.of(Role.EDITOR), people.find("omar@example.org").orElseThrow().roles());
    }

    @Test
    public void anOwnerWithAPasswordStaysWhateverTheProviderDoes() throws Exception {
        assertTrue(letIn("s-5", "boss@example.org", "", Role.OWNER));
        assertTrue(people.isLastOwner("noor"));
        assertThrows(RefusedException.class, () -> people.remove("noor"));
    }

    @Test
    public void whoHasASecondFactorHereIsAskedForIt() throws Exception {
        people.change("omar@example.org", each -> each.withSecondFactor("ABC", List.of(), 1));
        assertTrue(letIn("s-1", "omar@example.org"));
        assertTrue(location, location.startsWith("/admin/sign-in/code"));
    }

    @Test
    public void whatWasCutOffComesInNoMore() throws Exception {
        assertTrue(letIn("s-1", "omar@example.org"));
        people.change("omar@example.org", each -> each.withRoles(Set.of(Role.VIEWER)).withoutIdentity());
        noted.clear();
        assertRefused(Reason.CUT_OFF, "s-1", "");
        assertRefused(Reason.CUT_OFF, "s-1", "omar@example.org");
        assertRefused(Reason.CUT_OFF, "s-1", "omar@example.org", Role.OWNER);
        assertRefused(Reason.CUT_OFF, "s-1", "omar.new@example.org", Role.OWNER);
        assertFalse("nor the next one with this address", letIn("s-2", "omar@example.org"));
        assertEquals("what was said here stays", Set.of(Role.VIEWER), people.find("omar@example.org").orElseThrow().roles());
        assertEquals(2, people.all().size());
        assertTrue(noted.toString(), noted.stream().allMatch(each -> each.equals(" person.not-invited ")));
    }

    /** Their roles were the provider's word: it counts no more, in neither direction. */
    @Test
    public void whoWasLetInElsewhereAndIsCutOffMayDoNothing() throws Exception {
        assertTrue(letIn("s-3", "sara@example.org", "", Role.FINANCE));
        assertTrue(letIn("s-4", "x".repeat(60) + "@example.org", "", Role.PHONE));
        for (Person each : people.all()) {
            if (each.managed()) {
                people.change(each.name(), Person::withoutIdentity);
                assertEquals(Set.of(), people.find(each.name()).orElseThrow().roles());
            }
        }
        assertRefused(Reason.CUT_OFF, "s-3", "sara@example.org", Role.FINANCE);
        assertRefused(Reason.CUT_OFF, "s-4", "x".repeat(60) + "@example.org", Role.PHONE);
        assertRefused(Reason.CUT_OFF, "s-3", "sara.new@example.org", Role.FINANCE);
        assertEquals(4, people.all().size());
    }

    @Test
    public void anOwnerAllowsItAgain() throws Exception {
        assertTrue(letIn("s-1", "omar@example.org"));
        assertTrue(letIn("s-3", "sara@example.org", "", Role.FINANCE));
        for (String each : List.of("omar@example.org", "sara@example.org")) {
            people.change(each, Person::withoutIdentity);
            people.change(each, Person::withIdentityAgain);
        }
        assertTrue("another account there", letIn("s-9", "omar@example.org"));
        assertFalse(letIn("s-1", "omar@example.org"));
        assertTrue(letIn("s-3", "sara@example.org", "", Role.PHONE));
        assertEquals("its word again", Set.of(Role.PHONE), people.find("sara@example.org").orElseThrow().roles());
    }

    @Test
    public void whatMayNotBeIsSaidAndNotNoted() throws Exception {
        assertTrue(letIn("s-5", "boss@example.org", "", Role.OWNER));
        people.change("boss@example.org", each -> each.withPassword(Passwords.fastHash("y")));
        people.remove("noor");
        noted.clear();
        assertRefused(Reason.LAST_OWNER, "s-5", "boss@example.org", Role.EDITOR);
        assertRefused(Reason.LAST_OWNER, "s-5", "boss@example.org");
        assertEquals(Set.of(Role.OWNER), people.find("boss@example.org").orElseThrow().roles());
        String taken = "id-" + OneTimeLink.hash(ISSUER + " s-6").substring(0, 12);
        people.add(Person.invited(taken, Set.of(Role.EDITOR), OneTimeLink.hash("x"), clock.instant()));
        assertRefused(Reason.NAME_TAKEN, "s-6", "x".repeat(60) + "@example.org", Role.PHONE);
        assertEquals(List.of(" person.not-invited ", " person.not-invited ", " person.not-invited "), noted);
    }

    @Test
    public void anAccountIsTiedByItsOwnWishAndLetGoAgain() throws Exception {
        String to = signedIn("noor").wishForIdentity();
        assertTrue(letIn("s-7", "somebody@elsewhere.example", to));
        assertEquals("/admin/account?done=connected", location);
        assertEquals(ISSUER + " s-7", people.find("noor").orElseThrow().identity());
        assertEquals(List.of("noor person.connect noor"), noted);
        cookie = "";
        assertTrue(letIn("s-7", "", "/admin/gifts"));
        assertEquals("in as who was tied", "/admin/gifts", location);
        assertTrue(noted.contains("noor person.sign-in noor"));
        assertTrue(people.find("noor").orElseThrow().mayLetGo());
        people.change("noor", Person::letGo);
        assertFalse(letIn("s-7", ""));
        assertEquals("with the password as before", Set.of(Role.OWNER), people.find("noor").orElseThrow().roles());
    }

    /** Nobody ties an account to their own identity from elsewhere: not by a link, not twice, not in another session. */
    @Test
    public void onlyTheSessionThatHasWishedItIsTiedAndOnce() throws Exception {
        String to = signedIn("noor").wishForIdentity();
        cookie = "";
        assertFalse("without the session", letIn("s-7", "", to));
        signedIn("omar@example.org");
        assertFalse("in somebody else's", letIn("s-7", "", to));
        Session own = signedIn("noor");
        assertFalse("nothing was wished in this one", letIn("s-7", "", "/admin/account?done=connected&wish="));
        String next = own.wishForIdentity();
        assertFalse("to elsewhere", letIn("s-7", "", "/admin/gifts"));
        assertTrue(letIn("s-7", "", next));
        cookie = "";
        assertFalse("once", letIn("s-8", "", next));
        assertEquals(ISSUER + " s-7", people.find("noor").orElseThrow().identity());
    }

    @Test
    public void whatIsSomebodyElsesOrForAnOwnerToSayIsNotTied() throws Exception {
        assertTrue(letIn("s-1", "omar@example.org"));
        String first = signedIn("noor").wishForIdentity();
        assertEquals(Reason.IDENTITY_TAKEN, assertThrows(NotLetInException.class, () -> letIn("s-1", "", first)).reason());
        people.change("omar@example.org", Person::withoutIdentity);
        String second = signedIn("omar@example.org").wishForIdentity();
        assertEquals(Reason.CUT_OFF, assertThrows(NotLetInException.class, () -> letIn("s-9", "", second)).reason());
        assertTrue(letIn("s-3", "sara@example.org", "", Role.VIEWER));
        assertFalse("whose roles are the provider's word", people.find("sara@example.org").orElseThrow().mayLetGo());
        assertEquals("", people.find("noor").orElseThrow().identity());
    }

    /** An owner was faster by a moment. */
    @Test
    public void whatIsCutOffIsNeitherLetGoNorTied() throws Exception {
        assertTrue(letIn("s-1", "omar@example.org"));
        people.change("omar@example.org", each -> each.withPassword(Passwords.fastHash("y")));
        people.change("omar@example.org", Person::withoutIdentity);
        assertThrows(RefusedException.class, () -> people.change("omar@example.org", Person::letGo));
        assertThrows(RefusedException.class, () -> people.change("omar@example.org", each -> each.withIdentity("x y")));
        assertTrue(people.find("omar@example.org").orElseThrow().cutOff());
    }

    @Test
    public void whoCannotBeWrittenNowIsAskedToTryAgain() throws Exception {
        var console = new SharedConsole();
        people = new People(folder.newFolder().toPath(), clock, console);
        people.add(Person.invited("omar@example.org", Set.of(Role.EDITOR), OneTimeLink.hash("x"), clock.instant()));
        identities = new InvitedIdentities(people, new Door(sessions, this::note), sessions, this::note, clock);
        var records = new RecordsInMemory();
        records.away(true);
        console.bindRecords(records);
        console.bindKeys(SharedNode.keys("of all nodes"));
        assertRefused(Reason.UNREACHABLE, "s-1", "omar@example.org");
        assertEquals("", people.find("omar@example.org").orElseThrow().identity());
        console.close();
    }

    @Test
    public void itStandsInTheFile() throws Exception {
        assertTrue(letIn("s-3", "sara@example.org", "", Role.VIEWER));
        Person read = new People(Path.of(folder.getRoot().getPath(), "console"), clock).find("sara@example.org")
                .orElseThrow();
        assertTrue(read.managed());
        assertEquals(ISSUER + " s-3", read.identity());
    }

    private void assertRefused(Reason reason, String subject, String email, Role... roles) {
        assertEquals(reason, assertThrows(NotLetInException.class, () -> letIn(subject, email, "", roles)).reason());
    }

    private boolean letIn(String subject, String email) throws Exception {
        return letIn(subject, email, "");
    }

    private boolean letIn(String subject, String email, String to, Role... roles) throws Exception {
        return identities.letIn(request(), response(), new ExternalIdentity(ISSUER, subject, email, Set.of(roles)), to);
    }

    private void note(HttpServletRequest request, String action, String subject, String detail) {
        noted.add((request.getRemoteUser() == null ? "" : request.getRemoteUser()) + " " + action + " " + subject);
    }

    private Session signedIn(String name) {
        cookie = "";
        return sessions.begin(request(), response(), people.find(name).orElseThrow(), Session.Begun.HERE);
    }

    private HttpServletRequest request() {
        return (HttpServletRequest) Proxy.newProxyInstance(InvitedIdentitiesTest.class.getClassLoader(),
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

    private HttpServletResponse response() {
        return (HttpServletResponse) Proxy.newProxyInstance(InvitedIdentitiesTest.class.getClassLoader(),
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
