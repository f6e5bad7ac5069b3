package org.groundswell.console.people;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.groundswell.console.api.Role;
import org.groundswell.console.testing.TranslatedTexts;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class PeopleTest {
    private static final Instant NOW = Instant.parse("2026-11-27T20:00:00Z");
    private static final String STORED = Passwords.fastHash("secret of a node");
    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();
    private Path folder;

    @Before
    public void place() {
        folder = temporary.getRoot().toPath().resolve("console");
    }

    @Test
    public void theFirstLinkMakesAnOwnerOnce() throws Exception {
        String secret = new OwnerLink(folder("")).make(NOW);
        People people = at(NOW);
        assertThrows(RefusedException.class, () -> people.makeOwner("another", "noor", STORED));
        people.makeOwner(secret, "noor", STORED);
        assertThrows(RefusedException.class, () -> people.makeOwner(secret, "omar", STORED));
        assertEquals(Set.of(Role.values()), at(NOW).find("noor").orElseThrow().allRoles());
        assertFalse(Files.readString(folder.resolve("people")).contains(secret));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("people"))));
    }

    /** Older data may have such pairs: only tying one more is refused. */
    @Test
    public void whoSharesAnIdentityAlreadyIsStillChanged() throws Exception {
        var file = new PeopleFile(folder(""));
        Person noor = Person.managed("noor", Set.of(Role.OWNER), "https://id.example s-1", NOW);
        Person omar = Person.managed("omar", Set.of(Role.VIEWER), "https://id.example s-1", NOW);
        Person otto = Person.invited("otto", Set.of(Role.VIEWER), "", NOW);
        file.exchange(file.all(), Map.of("noor", noor, "omar", omar, "otto", otto));
        People people = at(NOW);
        people.change("omar", each -> each.withRoles(Set.of(Role.EDITOR)));
        people.change("noor", each -> each.withPassword(STORED));
        assertEquals(Set.of(Role.EDITOR), people.find("omar").orElseThrow().roles());
        var refused = assertThrows(RefusedException.class,
                () -> people.change("otto", each -> each.withIdentity("https://id.example s-1")));
        for (String language : List.of("en", "nl", "ar")) {
            assertTrue(language, TranslatedTexts.read(PeopleTest.class, language)
                    .containsKey("problem." + refused.getMessage()));
        }
    }

    @Test
    public void linksEndAfterADay() throws Exception {
        String secret = new OwnerLink(folder("")).make(NOW);
        assertTrue(at(NOW.plus(Duration.ofHours(23))).isOwnerLink(secret));
        People late = at(NOW.plus(Duration.ofHours(25)));
        assertThrows(RefusedException.class, () -> late.makeOwner(secret, "noor", STORED));
        People people = at(NOW);
        people.add(Person.invited("omar", Set.of(Role.VIEWER), OneTimeLink.hash("x"), NOW));
        assertEquals("omar", people.byLink("x").orElseThrow().name());
        assertEquals(Optional.empty(), at(NOW.plus(Duration.ofHours(25))).byLink("x"));
    }

    @Test
    public void anOwnerWhoIsLockedOutComesBackByANewLink() throws Exception {
        People people = withOwner();
        people.change("noor", each -> each.withSecondFactor("ABC", List.of("x"), 1));
        people.makeOwner(new OwnerLink(folder).make(NOW), "noor", Passwords.fastHash("new"));
        Person noor = at(NOW).find("noor").orElseThrow();
        assertFalse(noor.hasSecondFactor());
        assertTrue(Passwords.matches(noor.password(), "new"));
    }

    @Test
    public void anInvitedPersonSetsAPasswordOnce() throws Exception {
        People people = withOwner();
        people.add(Person.invited("omar", Set.of(Role.VIEWER), OneTimeLink.hash("x"), NOW));
        assertThrows(RefusedException.class, () -> people.add(Person.invited("omar", Set.of(), "", NOW)));
        people.useLink("x", STORED);
        assertThrows(RefusedException.class, () -> people.useLink("x", STORED));
        assertEquals(Set.of(Role.VIEWER), at(NOW).find("omar").orElseThrow().allRoles());
        assertEquals("an empty link is nobody's", Optional.empty(), people.byLink(""));
    }

    @Test
    public void theLastOwnerStays() throws Exception {
        People people = withOwner();
        people.add(Person.invited("omar", Set.of(Role.OWNER), OneTimeLink.hash("x"), NOW));
        assertTrue("who has no password yet is none", people.isLastOwner("noor"));
        assertThrows(RefusedException.class, () -> people.remove("noor"));
        assertThrows(RefusedException.class, () -> people.change("noor", each -> each.withRoles(Set.of(Role.VIEWER))));
        people.useLink("x", STORED);
        people.remove("noor");
        assertEquals(List.of("omar"), at(NOW).all().stream().map(Person::name).toList());
    }

    @Test
    public void aPasswordFromBeforeMakesAnOwner() throws Exception {
        Files.writeString(folder("").resolve("password"), STORED + "\n");
        Person admin = at(NOW).find("admin").orElseThrow();
        assertTrue(admin.isOwner());
        assertTrue(Passwords.matches(admin.password(), "secret of a node"));
        assertFalse(Files.exists(folder.resolve("password")));
        assertTrue(at(NOW).find("admin").isPresent());
    }

    @Test
    public void whatCannotBeReadLetsNobodyIn() throws Exception {
        for (String text : new String[] {"", "x", "hmac-sha256:zz:zz", "pbkdf2-sha256:1000:00"}) {
            Files.writeString(folder("").resolve("password"), text);
            assertThrows(text, IOException.class, () -> at(NOW));
        }
        Files.delete(folder.resolve("password"));
        Files.writeString(folder.resolve("people"), "{\"people\": [{\"na");
        assertThrows(IOException.class, () -> at(NOW));
    }

    @Test
    public void namesAreShortAndPlain() {
        for (String good : new String[] {"noor", "omar.b", "a-1", "نور", "zoë"}) {
            assertTrue(good, Person.isName(good));
        }
        for (String bad : new String[] {"", "Noor", "no or", "a:b", "<b>", "a\n", "\u202enoor", "x".repeat(41), ".a"}) {
            assertFalse(bad, Person.isName(bad));
        }
    }

    @Test
    public void aPasswordIsLongRatherThanOdd() {
        String good = "a boat on the water";
        assertEquals(Optional.empty(), NewPassword.problem("noor", good, good));
        assertEquals(Optional.of("short"), NewPassword.problem("noor", "short", "short"));
        assertEquals(Optional.of("easy"), NewPassword.problem("noor", "abababababababab", ""));
        assertEquals(Optional.of("easy"), NewPassword.problem("noor", "my name is Noor!", ""));
        assertEquals(Optional.of("different"), NewPassword.problem("noor", good, good + "s"));
        assertEquals(Optional.of("long"), NewPassword.problem("noor", good.repeat(20), ""));
    }

    private People withOwner() throws IOException {
        String secret = new OwnerLink(folder("")).make(NOW);
        People people = at(NOW);
        people.makeOwner(secret, "noor", STORED);
        return people;
    }

    private Path folder(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    private People at(Instant now) throws IOException {
        return new People(folder, Clock.fixed(now, ZoneOffset.UTC));
    }
}
