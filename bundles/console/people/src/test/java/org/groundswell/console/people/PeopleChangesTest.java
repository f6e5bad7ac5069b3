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
