package org.groundswell.console.people;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.groundswell.console.api.AuditLog;
import org.groundswell.console.api.Role;
import org.groundswell.kernel.api.records.SharedRecord;
import org.junit.Test;

/** Whom two nodes know, and what becomes of a change that both make. */
public class SharedPeopleTest extends TwoConsoles {
    @Test(timeout = LIMIT)
    public void whoComesLaterBringsPeopleWhomTheOthersDoNotKnow() {
        for (SharedNode each : List.of(here, there)) {
            assertEquals(List.of("noor", "omar"), each.people.all().stream().map(Person::name).toList());
            assertTrue("of two with one name the one whom the others know", Passwords.matches(
                    each.people.find("noor").orElseThrow().password(), "of here"));
        }
    }

    @Test(timeout = LIMIT)
    public void thereIsAnOwnerWhateverTwoNodesDo() throws Exception {
        here.people.add(person("sara", Role.OWNER, "x"));
        until(() -> there.people.find("sara").isPresent());
        here.people.remove("noor");
        var refused = assertThrows(RefusedException.class, () -> there.people.remove("sara"));
        assertEquals("though it may not have heard of it yet", "lastOwner", refused.getMessage());
    }

    @Test(timeout = LIMIT)
    public void anIdentityIsTiedToOneAccountWhateverTwoNodesDoAtTheSameMoment() throws Exception {
        var refused = assertThrows(RefusedException.class, () -> here.people.change("noor",
                each -> each.withIdentity("https://id.example s-1"), () -> there.people.change("omar",
                        each -> each.withIdentity("https://id.example s-1"))));
        assertEquals("identity", refused.getMessage());
        here.look();
        assertEquals(List.of("omar"), here.people.all().stream().filter(each -> !each.identity().isEmpty())
                .map(Person::name).toList());
    }

    /** It was noted before it was tried: a log that says it was done would be wrong. */
    @Test(timeout = LIMIT)
    public void whatAnotherNodeMadeImpossibleIsNotedAsNotDone() throws Exception {
        var log = new ArrayList<String>();
        AuditLog audit = (request, action, subject, detail) -> {
            log.add(action + " " + subject + " " + detail);
            if (log.size() == 1) {
                there.people.remove("omar");
            }
        };
        var refused = assertThrows(RefusedException.class, () -> here.people.change("omar",
                each -> each.withRoles(Set.of(Role.EDITOR)), new NotedChange(audit, null, "person.roles", "omar", "viewer -> editor")));
        assertEquals("nobody", refused.getMessage());
        assertEquals(List.of("person.roles omar viewer -> editor", "person.not-done omar person.roles"), log);
    }

    @Test(timeout = LIMIT)
    public void aNameThatWasFreedAtOneNodeIsFreeAtOnceAtTheOther() throws Exception {
        here.people.remove("omar");
        there.people.add(person("omar", Role.EDITOR, "y"));
        assertEquals(Set.of(Role.EDITOR), there.people.find("omar").orElseThrow().roles());
    }

    /** What the database has is of no use to who reads it, and nobody becomes an owner by writing there. */
    @Test(timeout = LIMIT)
    public void recordsAreSealed() throws Exception {
        here.people.change("omar", each -> each.withSecondFactor("SECRETSECRET", List.of("x"), 1));
        until(() -> there.people.find("omar").orElseThrow().hasSecondFactor());
        SharedRecord people = records.after("console", 0, 100).stream().filter(each -> each.key().equals("people"))
                .findFirst().orElseThrow();
        assertFalse(people.value(), people.value().contains("omar") || people.value().contains("SECRET"));
        records.put("console", Map.of("people", "{\"people\": []}"));
        here.signIn("omar");
        assertTrue(here.people.find("omar").isPresent());
        assertThrows(IOException.class, () -> here.people.remove("omar"));
    }

    @Test(timeout = LIMIT)
    public void whoIsTakenAwayDoesNotComeBackWithANodeThatWasAway() throws Exception {
        until(() -> new PeopleFile(place("there")).all().size() == 2);
        there.close();
        here.people.remove("omar");
        try (var again = new SharedNode(place("there"), clock)) {
            assertTrue("alone it knows nothing of it", again.people.find("omar").isPresent());
            again.people.add(person("sara", Role.VIEWER, "x"));
            again.join(records, KEY);
            until(() -> again.people.find("omar").isEmpty());
            until(() -> here.people.find("sara").isPresent());
            assertFalse(here.people.find("omar").isPresent());
        }
    }

    @Test(timeout = LIMIT)
    public void aNodeWithoutANodeKeyStaysAlone() throws Exception {
        try (var other = new SharedNode(place("other"), clock)) {
            other.join(records, "");
            until(() -> {
                try {
                    other.people.add(person("sara", Role.OWNER, "x"));
                    return true;
                } catch (UnreachableException e) {
                    return false;
                }
            });
            assertEquals(List.of("sara"), other.people.all().stream().map(Person::name).toList());
            assertEquals(Optional.empty(), here.people.find("sara"));
        }
    }

    @Test(timeout = LIMIT)
    public void aStartWithoutTheDatabaseKnowsWhomItHeardOfLast() throws Exception {
        until(() -> new PeopleFile(place("here")).all().size() == 2);
        here.close();
        records.away(true);
        try (var again = new SharedNode(place("here"), clock)) {
            again.join(records, KEY);
            assertEquals(2, again.people.all().size());
            until(() -> {
                try {
                    again.people.remove("omar");
                    return false;
                } catch (UnreachableException e) {
                    return true;
                }
            });
            records.away(false);
            there.people.remove("omar");
            until(() -> again.people.find("omar").isEmpty());
        }
    }
}
