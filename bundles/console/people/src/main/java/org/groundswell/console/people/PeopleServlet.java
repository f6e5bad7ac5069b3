package org.groundswell.console.people;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.groundswell.console.api.AdminPages;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.console.api.AuditLog;
import org.groundswell.console.api.Role;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.FormFields;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Where an owner lets people in, changes what they may do, and takes them away. */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = "owner", org_groundswell_admin_menu = "menu.people",
        org_groundswell_admin_order = 800)
@HttpWhiteboardServletPattern("/people")
public final class PeopleServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient AdminPages pages;
    private final transient People people;
    private final transient AuditLog audit;
    private final transient Clock clock = Clock.systemUTC();

    @Activate
    public PeopleServlet(@Reference AdminPages pages, @Reference People people, @Reference AuditLog audit) {
        this.pages = pages;
        this.people = people;
        this.audit = audit;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        show(request, response, Map.of());
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            FormFields form = FormFields.read(request);
            String name = form.get("name").strip().toLowerCase(Locale.ROOT);
            switch (form.get("what")) {
                case "invite" -> invite(request, response, name, roles(form));
                case "roles" -> change(request, response, name, roles(form));
                case "link" -> makeLink(request, response, name);
                case "remove" -> remove(request, response, name);
                default -> response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            }
        } catch (BadFormException e) {
            response.sendError(e.status());
        } catch (RefusedException e) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            show(request, response, Map.of("problem", e.getMessage()));
        }
    }

    private void invite(HttpServletRequest request, HttpServletResponse response, String name, Set<Role> roles)
            throws IOException {
        if (!Person.isName(name)) {
            throw new RefusedException("name");
        }
        if (people.find(name).isPresent()) {
            throw new RefusedException("taken");
        }
        audit.note(request, "person.invite", name, ids(roles));
        String secret = OneTimeLink.secret();
        people.add(Person.invited(name, roles, OneTimeLink.hash(secret), clock.instant()));
        showLink(request, response, name, secret);
    }

    private void makeLink(HttpServletRequest request, HttpServletResponse response, String name) throws IOException {
        known(name);
        audit.note(request, "person.link", name, "");
        String secret = OneTimeLink.secret();
        people.change(name, each -> each.withLink(OneTimeLink.hash(secret), clock.instant()));
        showLink(request, response, name, secret);
    }

    private void change(HttpServletRequest request, HttpServletResponse response, String name, Set<Role> roles)
            throws IOException {
        Person person = known(name);
        if (!person.roles().equals(roles)) {
            if (!roles.contains(Role.OWNER)) {
                keepAnOwner(name);
            }
            audit.note(request, "person.roles", name, ids(person.roles()) + " -> " + ids(roles));
            people.change(name, each -> each.withRoles(roles));
        }
        Door.redirect(response, request.getRequestURI());
    }

    private void remove(HttpServletRequest request, HttpServletResponse response, String name) throws IOException {
        known(name);
        keepAnOwner(name);
        audit.note(request, "person.remove", name, "");
        people.remove(name);
        Door.redirect(response, request.getRequestURI());
    }

    /** Asked before it is noted, so that the log says nothing that does not happen. */
    private void keepAnOwner(String name) {
        if (people.isLastOwner(name)) {
            throw new RefusedException("lastOwner");
        }
    }

    private Person known(String name) {
        return people.find(name).orElseThrow(() -> new RefusedException("nobody"));
    }

    private void showLink(HttpServletRequest request, HttpServletResponse response, String name, String secret)
            throws IOException {
        String origin = request.getScheme() + "://" + request.getHeader("Host");
        show(request, response, Map.of("linkFor", name, "link", origin + "/admin" + WelcomeServlet.PATTERN + "?link="
                + secret));
    }

    private void show(HttpServletRequest request, HttpServletResponse response, Map<String, ?> more) throws IOException {
        var values = new HashMap<String, Object>(Map.of("problem", "", "allRoles",
                Stream.of(Role.values()).map(Role::id).toList(), "people", people.all().stream().map(this::shown).toList()));
        values.putAll(more);
        pages.show(request, response, PeopleServlet.class, "people.ftlh", values);
    }

    private Map<String, Object> shown(Person person) {
        return Map.of("name", person.name(), "roles", person.roleIds(), "hasSecondFactor", person.hasSecondFactor(),
                "hasPassword", !person.password().isEmpty(), "hasLink", !person.link().isEmpty()
                        && clock.instant().isBefore(person.linkEnds()), "linkEnds", person.linkEnds());
    }

    private static Set<Role> roles(FormFields form) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        Stream.of(Role.values()).filter(each -> form.has("role-" + each.id())).forEach(roles::add);
        if (roles.isEmpty()) {
            throw new RefusedException("noRole");
        }
        return roles;
    }

    private static String ids(Set<Role> roles) {
        return String.join(" ", List.copyOf(EnumSet.copyOf(roles)).stream().map(Role::id).toList());
    }
}
