package org.groundswell.console.people;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.groundswell.console.api.Role;
import org.junit.Test;

/** Who is signed in at one of two nodes is so at the other. */
public class SharedSessionsTest extends TwoConsoles {
    @Test(timeout = LIMIT)
    public void aSessionIsGoodAtOnceAtAllAndEndsAtAll() throws Exception {
        String cookie = here.signIn("omar");
        assertTrue(cookie, cookie.startsWith("groundswell-nodes="));
        Session session = there.session(cookie).orElseThrow();
        assertEquals("forms go on at another node", here.session(cookie).orElseThrow().token(), session.token());
        there.people.change("omar", each -> each.withRoles(Set.of(Role.EDITOR)));
        assertFalse(there.session(cookie).isPresent());
        until(() -> here.session(cookie).isEmpty());
    }

    @Test(timeout = LIMIT)
    public void whoSignsOutOrEndsOthersDoesSoEverywhere() throws Exception {
        String first = here.signIn("omar");
        String second = there.signIn("omar");
        until(() -> here.sessions.others(here.session(first).orElseThrow()).size() == 1);
        there.signOut(second);
        until(() -> here.session(second).isEmpty());
        String third = here.signIn("omar");
        there.sessions.endOthers(there.session(third).orElseThrow());
        until(() -> here.session(first).isEmpty());
        assertTrue(here.session(third).isPresent());
    }

    @Test(timeout = LIMIT)
    public void whoWorksAtOneNodeIsNotIdleAtTheOther() {
        String cookie = here.signIn("omar");
        assertTrue(there.session(cookie).isPresent());
        for (int i = 0; i < 3; i++) {
            clock.pass(Duration.ofMinutes(20));
            assertTrue(here.session(cookie).isPresent());
            until(() -> there.people.find("omar").isPresent() && there.session(cookie).isPresent());
        }
        clock.pass(Duration.ofMinutes(31));
        assertFalse(here.session(cookie).isPresent());
    }

    /** Nothing stays of who does not come again, or was taken away: neither their sessions nor, but for its hash, their name. */
    @Test(timeout = LIMIT)
    public void sessionsThatAreOverLeaveTheDatabase() throws Exception {
        String cookie = here.signIn("omar");
        assertTrue(there.session(cookie).isPresent());
        int before = longestOfSessions();
        here.people.remove("omar");
        clock.pass(Duration.ofMinutes(31));
        until(() -> longestOfSessions() < before);
        here.people.add(person("omar", Role.VIEWER, "x"));
        until(() -> there.people.find("omar").isPresent());
        String next = there.signIn("omar");
        until(() -> here.session(next).isPresent());
        assertFalse(here.session(cookie).isPresent());
    }

    @Test(timeout = LIMIT)
    public void aSecretOfASecondFactorThatIsBeingSetUpAndWrongCodesComeAlong() {
        String cookie = here.signIn("omar");
        Session session = here.session(cookie).orElseThrow();
        session.setNewSecret("ABCDEFGH");
        session.countWrongCode();
        here.sessions.keep(session);
        until(() -> there.session(cookie).orElseThrow().newSecret().equals("ABCDEFGH"));
        assertEquals(2, there.session(cookie).orElseThrow().countWrongCode());
    }

    @Test(timeout = LIMIT)
    public void withoutTheDatabaseTheLastKnownSignInAndNobodyChangesThem() throws Exception {
        String before = here.signIn("noor");
        records.away(true);
        assertTrue(here.session(before).isPresent());
        assertThrows(UnreachableException.class, () -> here.people.remove("omar"));
        assertTrue(here.people.find("omar").isPresent());
        String meanwhile = here.signIn("omar");
        assertTrue("at this node", here.session(meanwhile).isPresent());
        assertFalse(there.session(meanwhile).isPresent());
        String ended = here.signIn("noor");
        here.signOut(before);
        assertFalse(here.session(before).isPresent());
        records.away(false);
        until(() -> there.session(meanwhile).isPresent() && there.session(ended).isPresent());
        until(() -> there.session(before).isEmpty());
        assertFalse("it does not come back", here.session(before).isPresent());
    }

    private int longestOfSessions() throws IOException {
        return records.after("console", 0, 100).stream().filter(each -> each.key().startsWith("sessions "))
                .mapToInt(each -> each.value().length()).max().orElse(0);
    }
}
