package org.groundswell.console.people;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.groundswell.console.api.NotLetInException;
import org.groundswell.console.api.NotLetInException.Reason;
import org.groundswell.console.api.Role;
import org.junit.Test;

/** An account is tied to an identity by its owner's wish, and let go again. */
public class TiedIdentitiesTest extends IdentitiesScene {
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
    public void itStandsInTheFile() throws Exception {
        assertTrue(letIn("s-3", "sara@example.org", "", Role.VIEWER));
        Person read = new People(Path.of(folder.getRoot().getPath(), "console"), clock).find("sara@example.org")
                .orElseThrow();
        assertTrue(read.managed());
        assertEquals(ISSUER + " s-3", read.identity());
    }

    private Session signedIn(String name) {
        cookie = "";
        return sessions.begin(request(), response(), people.find(name).orElseThrow(), Session.Begun.HERE);
    }
}
