package org.groundswell.console.people;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Set;
import org.groundswell.console.api.NotLetInException.Reason;
import org.groundswell.console.api.Role;
import org.groundswell.testing.RecordsInMemory;
import org.junit.Test;

/** Who comes in by a provider, with which roles. */
public class InvitedIdentitiesTest extends IdentitiesScene {
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
}
