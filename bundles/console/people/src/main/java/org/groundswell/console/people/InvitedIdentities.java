package org.groundswell.console.people;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.groundswell.console.api.AuditLog;
import org.groundswell.console.api.ExternalIdentity;
import org.groundswell.console.api.FederatedSignIn;
import org.groundswell.console.api.NotLetInException;
import org.groundswell.console.api.Role;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Finds out who an identity is here. An e-mail address counts once, for somebody who was let in under it: from then on it is
 * the provider's own name for them, because an address may be somebody else's next year.
 */
@Component
public final class InvitedIdentities implements FederatedSignIn {
    private static final int SHORT_HASH = 12;

    private final People people;
    private final Door door;
    private final Sessions sessions;
    private final AuditLog audit;
    private final Clock clock;
    private final PerMinute refusals;

    @Activate
    public InvitedIdentities(@Reference People people, @Reference Door door, @Reference Sessions sessions,
            @Reference AuditLog audit) {
        this(people, door, sessions, audit, Clock.systemUTC());
    }

    InvitedIdentities(People people, Door door, Sessions sessions, AuditLog audit, Clock clock) {
        this.sessions = sessions;
        this.people = people;
        this.door = door;
        this.audit = audit;
        this.clock = clock;
        this.refusals = new PerMinute(clock);
    }

    @Override
    public boolean letIn(HttpServletRequest request, HttpServletResponse response, ExternalIdentity identity, String to)
            throws IOException {
        Optional<Person> person;
        try {
            Optional<Session> own = sessions.of(request).filter(each -> !each.waitsForCode() && each.takeWish(to));
            if (own.isPresent()) {
                tie(request, own.get().name(), identity);
                Door.redirect(response, AccountServlet.ADDRESS + "?done=connected");
                return true;
            }
            person = find(request, identity).filter(each -> !each.roles().isEmpty());
        } catch (RefusedException e) {
            noteRefusal(request);
            throw new NotLetInException(reason(e));
        } catch (UnreachableException e) {
            throw new NotLetInException(NotLetInException.Reason.UNREACHABLE);
        }
        if (person.isEmpty()) {
            noteRefusal(request);
            return false;
        }
        if (person.get().hasSecondFactor()) {
            door.askForCode(request, response, person.get(), to);
        } else {
            door.letInFromElsewhere(request, response, person.get(), to);
        }
        return true;
    }

    private void noteRefusal(HttpServletRequest request) throws IOException {
        if (refusals.isOne()) {
            audit.note(request, "person.not-invited", "", Attempts.network(request.getRemoteAddr()));
        }
    }

    private static NotLetInException.Reason reason(RefusedException refused) {
        return switch (refused.getMessage()) {
            case "lastOwner" -> NotLetInException.Reason.LAST_OWNER;
            case "identity" -> NotLetInException.Reason.IDENTITY_TAKEN;
            case "taken" -> NotLetInException.Reason.NAME_TAKEN;
            case "full" -> NotLetInException.Reason.FULL;
            // Or an owner has removed them this very moment.
            default -> NotLetInException.Reason.CUT_OFF;
        };
    }

    private synchronized Optional<Person> find(HttpServletRequest request, ExternalIdentity identity)
            throws IOException {
        String known = identity.issuer() + " " + identity.subject();
        Optional<Person> before = people.all().stream().filter(each -> each.identity().equals(known)).findFirst();
        if (before.isPresent()) {
            if (before.get().cutOff()) {
                throw new RefusedException("cutOff");
            }
            return before.get().managed() ? Optional.of(withRoles(request, before.get(), identity.roles())) : before;
        }
        String email = identity.email().toLowerCase(Locale.ROOT);
        Optional<Person> invited = people.find(email);
        if (invited.isPresent()) {
            return invited.filter(each -> each.identity().isEmpty() && !each.cutOff()).isPresent()
                    ? Optional.of(connect(request, email, known)) : Optional.empty();
        }
        return identity.roles().isEmpty() ? Optional.empty() : Optional.of(add(request, email, known, identity.roles()));
    }

    /** By somebody's own wish, whatever their address there. */
    private synchronized void tie(HttpServletRequest request, String name, ExternalIdentity identity) throws IOException {
        connect(request, name, identity.issuer() + " " + identity.subject());
    }

    private Person connect(HttpServletRequest request, String name, String identity) throws IOException {
        return people.change(name, each -> each.withIdentity(identity),
                new NotedChange(audit, new SignedInRequest(request, name), "person.connect", name, ""));
    }

    /** What the provider says is what counts, each time; with no role left nothing is left to be seen. */
    private Person withRoles(HttpServletRequest request, Person person, Set<Role> roles) throws IOException {
        if (person.roles().equals(roles)) {
            return person;
        }
        return people.change(person.name(), each -> comingBy(each).withRoles(roles),
                new NotedChange(audit, new SignedInRequest(request, person.name()), "person.roles", person.name(),
                        ids(person.roles()) + " -> " + ids(roles)));
    }

    private static Person comingBy(Person person) {
        if (person.cutOff()) {
            throw new RefusedException("cutOff");
        }
        return person;
    }

    private Person add(HttpServletRequest request, String email, String identity, Set<Role> roles) throws IOException {
        String name = Person.isName(email) ? email : "id-" + OneTimeLink.hash(identity).substring(0, SHORT_HASH);
        Person person = Person.managed(name, roles, identity, clock.instant());
        people.add(person, new NotedChange(audit, new SignedInRequest(request, name), "person.managed", name, ids(roles)));
        return person;
    }

    private static String ids(Set<Role> roles) {
        return new TreeSet<>(roles).stream().map(Role::id).collect(Collectors.joining(" "));
    }
}
