package org.groundswell.console.people;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.groundswell.console.api.Role;
import org.groundswell.console.api.rest.Field;
import org.groundswell.console.api.rest.RestAnswer;
import org.groundswell.console.api.rest.RestCall;
import org.groundswell.console.api.rest.RestProblemException;
import org.groundswell.console.api.rest.RestRoutes;
import org.groundswell.console.api.rest.Route;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What the page about people does, for an owner's programs: by the same code, noted alike. */
@Component
public final class PeopleRoutes implements RestRoutes {
    private static final Set<Role> OWNER = Set.of(Role.OWNER);
    private static final int LONGEST_NAME = 40;
    private static final String ROLE = Stream.of(Role.values()).map(Role::id).collect(Collectors.joining("|", "(", ")"));

    private final People people;
    private final PeopleChanges changes;
    private final List<Route> routes;

    /** Everybody, by name. */
    record Everybody(List<Somebody> people) {
    }

    /**
     * Somebody who may sign in.
     *
     * @param password whether the link was used that sets one
     * @param tag      for {@code If-Match}
     */
    record Somebody(String name, List<String> roles, boolean password, boolean secondFactor, String tag) {
        static Somebody of(Person person) {
            return new Somebody(person.name(), person.roleIds(), !person.password().isEmpty(), person.hasSecondFactor(),
                    Long.toString(person.generation()));
        }
    }

    /** Somebody with a link, which is shown this once and counts once, for 24 hours. */
    record Invited(Somebody person, String link) {
    }

    @Activate
    public PeopleRoutes(@Reference People people, @Reference PeopleChanges changes) {
        this.people = people;
        this.changes = changes;
        Field name = Field.path("name", "By which they sign in.").upTo(LONGEST_NAME);
        Field roles = Field.body("roles", "What they may do: roles with blanks between.").mustBeThere()
                .like(ROLE + "( " + ROLE + ")*");
        this.routes = List.of(
                Route.get("/people", "Who may sign in", OWNER, List.of(), Everybody.class,
                        _ -> RestAnswer.of(new Everybody(people.all().stream().map(Somebody::of).toList()))),
                Route.post("/people", "Let somebody in", OWNER, List.of(Field.body("name", "Small letters, digits, dots and"
                        + " dashes.").mustBeThere().upTo(LONGEST_NAME), roles), 201, Invited.class, checked(this::invite)),
                Route.post("/people/{name}/link", "Make a new link for somebody who is locked out", OWNER, List.of(name), 200,
                        Invited.class, checked(this::makeLink)),
                Route.post("/people/{name}/roles", "Change what somebody may do; it ends their sessions and tokens", OWNER,
                        List.of(name, roles), 200, Somebody.class, checked(this::changeRoles)).by(Route.Method.PUT)
                        .needing(Route.Need.TAG),
                Route.post("/people/{name}", "Take somebody away", OWNER, List.of(name), 204, null, checked(this::remove))
                        .by(Route.Method.DELETE));
    }

    @Override
    public List<Route> routes() {
        return routes;
    }

    private RestAnswer invite(RestCall call) throws IOException {
        String secret = changes.invite(call.request(), call.get("name"), roles(call));
        return invited(call, secret);
    }

    private RestAnswer makeLink(RestCall call) throws IOException {
        return invited(call, changes.makeLink(call.request(), call.get("name")));
    }

    private RestAnswer invited(RestCall call, String secret) {
        return RestAnswer.of(new Invited(Somebody.of(changes.known(call.get("name"))),
                PeopleChanges.link(call.request(), secret)));
    }

    private RestAnswer changeRoles(RestCall call) throws IOException {
        Person person = changes.known(call.get("name"));
        if (!Long.toString(person.generation()).equals(call.tag())) {
            throw new RestProblemException(412, "stale", "Somebody changed this person meanwhile. Read the list again.");
        }
        changes.changeRoles(call.request(), person.name(), roles(call));
        Somebody changed = Somebody.of(changes.known(person.name()));
        return new RestAnswer.Json(changed, changed.tag(), "");
    }

    private RestAnswer remove(RestCall call) throws IOException {
        changes.remove(call.request(), call.get("name"));
        return new RestAnswer.Nothing();
    }

    private static Set<Role> roles(RestCall call) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        List<String> ids = List.of(call.get("roles").split(" "));
        Stream.of(Role.values()).filter(each -> ids.contains(each.id())).forEach(roles::add);
        return roles;
    }

    private static Route.Handler checked(Route.Handler handler) {
        return call -> {
            try {
                return handler.answer(call);
            } catch (RefusedException e) {
                throw problem(e.getMessage());
            }
        };
    }

    /** @param key of the text that the page would show */
    private static RestProblemException problem(String key) {
        return switch (key) {
            case "nobody" -> new RestProblemException(404, "nobody", "There is nobody of this name.");
            case "taken" -> new RestProblemException(409, "taken", "Somebody has this name already.");
            case "full" -> new RestProblemException(409, "full", "There is no room for more people.");
            case "lastOwner" -> new RestProblemException(409, "last-owner", "This is the last owner. Make another one first.");
            case "name" -> new RestProblemException(422, "name",
                    "A name has small letters, digits, dots and dashes, at most 40.");
            default -> new RestProblemException(422, "not-done", "It was not done.");
        };
    }
}
