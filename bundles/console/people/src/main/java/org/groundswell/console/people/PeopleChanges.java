package org.groundswell.console.people;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.groundswell.console.api.AuditLog;
import org.groundswell.console.api.Authenticator;
import org.groundswell.console.api.Role;
import org.groundswell.edge.api.AdminAddress;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * What an owner does with people, after it stands in the audit log. Thread-safe; each method throws
 * {@link RefusedException} where it may not be. Then nothing was noted, or that it was not done,
 * where another node made it so in between.
 */
@Component(service = PeopleChanges.class)
public final class PeopleChanges {
    private final People people;
    private final AuditLog audit;
    private final Clock clock = Clock.systemUTC();
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile AdminAddress address;

    @Activate
    public PeopleChanges(@Reference People people, @Reference AuditLog audit) {
        this.people = people;
        this.audit = audit;
    }

    /** Lets somebody in; returns the secret of the link that sets their password. */
    String invite(HttpServletRequest request, String name, Set<Role> roles) throws IOException {
        needsPerson(request);
        needsRole(roles);
        if (!Person.isName(name)) {
            throw new RefusedException("name");
        }
        String secret = OneTimeLink.secret();
        people.add(Person.invited(name, roles, OneTimeLink.hash(secret), clock.instant()),
                new NotedChange(audit, request, "person.invite", name, ids(roles)));
        return secret;
    }

    /** Makes a new link for somebody who is locked out; returns its secret. */
    String makeLink(HttpServletRequest request, String name) throws IOException {
        needsPerson(request);
        String secret = OneTimeLink.secret();
        people.change(name, each -> each.withLink(OneTimeLink.hash(secret), clock.instant()),
                new NotedChange(audit, request, "person.link", name, ""));
        return secret;
    }

    void changeRoles(HttpServletRequest request, String name, Set<Role> roles) throws IOException {
        needsPerson(request);
        needsRole(roles);
        Person person = known(name);
        if (person.roles().equals(roles)) {
            return;
        }
        people.change(name, each -> each.withRoles(roles),
                new NotedChange(audit, request, "person.roles", name, ids(person.roles()) + " -> " + ids(roles)));
    }

    void remove(HttpServletRequest request, String name) throws IOException {
        people.remove(name, new NotedChange(audit, request, "person.remove", name, ""));
    }

    /** From now on this person comes by what they have here only, until an owner allows the other sign-in again. */
    void disconnect(HttpServletRequest request, String name) throws IOException {
        needsPerson(request);
        if (!known(name).cutOff()) {
            people.change(name, Person::withoutIdentity, new NotedChange(audit, request, "person.disconnect", name, ""));
        }
    }

    /** That sign-in counts again from the next time on. */
    void reconnect(HttpServletRequest request, String name) throws IOException {
        needsPerson(request);
        if (known(name).cutOff()) {
            people.change(name, Person::withIdentityAgain, new NotedChange(audit, request, "person.reconnect", name, ""));
        }
    }

    Person known(String name) {
        return people.find(name).orElseThrow(() -> new RefusedException("nobody"));
    }

    /** Where the link with this secret leads: to the console's name, or to the node as whoever asks reaches it. */
    String link(HttpServletRequest request, String secret) {
        AdminAddress known = address;
        String base = known != null && known.isConfigured() ? known.base().toString()
                : request.getScheme() + "://" + request.getHeader("Host");
        return base + "/admin" + WelcomeServlet.PATTERN + "?link=" + secret;
    }

    /** A token that could make people, or widen what they may, would outlive its date and its person. */
    private static void needsPerson(HttpServletRequest request) {
        if (request.getAttribute(Authenticator.TOKEN) != null) {
            throw new RefusedException("byToken");
        }
    }

    private static void needsRole(Set<Role> roles) {
        if (roles.isEmpty()) {
            throw new RefusedException("noRole");
        }
    }

    private static String ids(Set<Role> roles) {
        return new TreeSet<>(roles).stream().map(Role::id).collect(Collectors.joining(" "));
    }
}
