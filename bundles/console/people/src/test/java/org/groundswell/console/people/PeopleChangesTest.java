package org.groundswell.console.people;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.groundswell.console.api.Authenticator;
import org.groundswell.console.api.Role;
import org.groundswell.console.api.rest.Route;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class PeopleChangesTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final List<String> noted = new ArrayList<>();
    private People people;
    private PeopleChanges changes;

    @Before
    public void begin() throws Exception {
        people = new People(folder.getRoot().toPath().resolve("console"), Clock.systemUTC());
        people.add(Person.withPassword("noor", EnumSet.of(Role.OWNER), Passwords.fastHash("x"), Clock.systemUTC().instant()));
        people.add(Person.withPassword("omar", EnumSet.of(Role.VIEWER), Passwords.fastHash("x"), Clock.systemUTC().instant()));
        changes = new PeopleChanges(people, (request, action, subject, detail) -> noted.add(action + " " + subject));
    }

    /** Whoever finds a token must not be able to stay when it has ended. */
    @Test
    public void noTokenMakesPeopleOrWhatOpensTheDoor() throws Exception {
        HttpServletRequest script = request("5d41402abc4b");
        assertThrows(RefusedException.class, () -> changes.invite(script, "thief", Set.of(Role.OWNER)));
        assertThrows(RefusedException.class, () -> changes.makeLink(script, "noor"));
        assertThrows(RefusedException.class, () -> changes.changeRoles(script, "omar", Set.of(Role.OWNER)));
        assertEquals(List.of(), noted);
        changes.remove(script, "omar");
        assertTrue("a program takes away who has left", people.find("omar").isEmpty());
        changes.invite(request(null), "otto", Set.of(Role.VIEWER));
        assertEquals(List.of("person.remove omar", "person.invite otto"), noted);
    }

    /** The log says nothing that does not happen. */
    @Test
    public void whatIsRefusedIsNotNoted() throws Exception {
        HttpServletRequest owner = request(null);
        assertThrows(RefusedException.class, () -> changes.changeRoles(owner, "noor", Set.of(Role.VIEWER)));
        assertThrows(RefusedException.class, () -> changes.remove(owner, "noor"));
        assertThrows(RefusedException.class, () -> changes.invite(owner, "omar", Set.of(Role.VIEWER)));
        people.change("noor", each -> Person.managed("noor", Set.of(Role.OWNER), "https://id.example s-1",
                Clock.systemUTC().instant()).withPassword(each.password()));
        assertThrows("it is what makes an owner of her", RefusedException.class, () -> changes.disconnect(owner, "noor"));
        for (int i = people.all().size(); i < 1_000; i++) {
            people.add(Person.invited("p" + i, Set.of(Role.VIEWER), "", Clock.systemUTC().instant()));
        }
        assertThrows(RefusedException.class, () -> changes.invite(owner, "otto", Set.of(Role.VIEWER)));
        assertEquals(List.of(), noted);
    }

    @Test
    public void theOtherSignInIsCutOffAndAllowedAgain() throws Exception {
        people.change("omar", each -> each.withIdentity("https://id.example s-2"));
        changes.disconnect(request(null), "omar");
        changes.disconnect(request(null), "omar");
        assertTrue(people.find("omar").orElseThrow().cutOff());
        assertThrows(RefusedException.class, () -> changes.reconnect(request("5d41402abc4b"), "omar"));
        changes.reconnect(request(null), "omar");
        assertEquals(List.of("person.disconnect omar", "person.reconnect omar"), noted);
    }

    @Test
    public void programsAreOfferedNothingElse() {
        assertEquals(List.of("GET /people", "DELETE /people/{name}"), new PeopleRoutes(people, changes).routes().stream()
                .map(each -> each.method() + " " + each.path()).toList());
        assertEquals(Set.of(Set.of(Role.OWNER)), Set.copyOf(new PeopleRoutes(people, changes).routes().stream()
                .map(Route::roles).toList()));
    }

    private static HttpServletRequest request(String token) {
        return (HttpServletRequest) Proxy.newProxyInstance(PeopleChangesTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class}, (_, method, arguments) ->
                        method.getName().equals("getAttribute") && arguments[0].equals(Authenticator.TOKEN) ? token : null);
    }
}
