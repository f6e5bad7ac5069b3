package org.groundswell.console.people;

import java.io.IOException;
import java.util.List;
import java.util.Set;
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

/**
 * Who may sign in, for an owner's programs, and taking somebody away. Nobody is let in and nothing allowed by a token: who
 * has found one must not make themselves at home.
 */
@Component
public final class PeopleRoutes implements RestRoutes {
    private static final Set<Role> OWNER = Set.of(Role.OWNER);
    private static final int LONGEST_NAME = 40;

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
     */
    record Somebody(String name, List<String> roles, boolean password, boolean secondFactor, String tag) {
        static Somebody of(Person person) {
            return new Somebody(person.name(), person.roleIds(), !person.password().isEmpty(), person.hasSecondFactor(),
                    Long.toString(person.generation()));
        }
    }

    @Activate
    public PeopleRoutes(@Reference People people, @Reference PeopleChanges changes) {
        this.people = people;
        this.changes = changes;
        Field name = Field.path("name", "By which they sign in.").upTo(LONGEST_NAME);
        this.routes = List.of(
                Route.get("/people", "Who may sign in", OWNER, List.of(), Everybody.class,
                        _ -> RestAnswer.of(new Everybody(people.all().stream().map(Somebody::of).toList()))),
                Route.post("/people/{name}", "Take somebody away", OWNER, List.of(name), 204, null, checked(this::remove))
                        .by(Route.Method.DELETE));
    }

    @Override
    public List<Route> routes() {
        return routes;
    }

    private RestAnswer remove(RestCall call) throws IOException {
        changes.remove(call.request(), call.get("name"));
        return new RestAnswer.Nothing();
    }

    private static Route.Handler checked(Route.Handler handler) {
        return call -> {
            try {
                return handler.answer(call);
            } catch (RefusedException e) {
                throw problem(e.getMessage());
            } catch (UnreachableException e) {
                throw new RestProblemException(503, "database-away",
                        "The database that all nodes have in common cannot be reached. Nothing was changed.");
            }
        };
    }

    /** @param key of the text that the page would show */
    private static RestProblemException problem(String key) {
        return switch (key) {
            case "nobody" -> new RestProblemException(404, "nobody", "There is nobody of this name.");
            case "lastOwner" -> new RestProblemException(409, "last-owner", "This is the last owner. Make another one first.");
            default -> new RestProblemException(422, "not-done", "It was not done.");
        };
    }
}
