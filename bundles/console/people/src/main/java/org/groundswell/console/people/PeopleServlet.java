package org.groundswell.console.people;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.groundswell.console.api.AdminPages;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.console.api.Authenticator;
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
    private final transient PeopleChanges changes;
    private final transient Clock clock = Clock.systemUTC();

    @Activate
    public PeopleServlet(@Reference AdminPages pages, @Reference People people, @Reference PeopleChanges changes) {
        this.pages = pages;
        this.people = people;
        this.changes = changes;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        show(request, response, Map.of());
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            if (request.getAttribute(Authenticator.TOKEN) != null) {
                // No token makes people, or what opens the door for somebody.
                response.sendError(HttpServletResponse.SC_FORBIDDEN);
                return;
            }
            FormFields form = FormFields.read(request);
            String name = form.get("name").strip().toLowerCase(Locale.ROOT);
            switch (form.get("what")) {
                case "invite" -> showLink(request, response, name, changes.invite(request, name, roles(form)));
                case "roles" -> {
                    changes.changeRoles(request, name, roles(form));
                    Door.redirect(response, request.getRequestURI());
                }
                case "link" -> showLink(request, response, name, changes.makeLink(request, name));
                case "disconnect" -> {
                    changes.disconnect(request, name);
                    Door.redirect(response, request.getRequestURI());
                }
                case "reconnect" -> {
                    changes.reconnect(request, name);
                    Door.redirect(response, request.getRequestURI());
                }
                case "remove" -> {
                    changes.remove(request, name);
                    Door.redirect(response, request.getRequestURI());
                }
                default -> response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            }
        } catch (BadFormException e) {
            response.sendError(e.status());
        } catch (RefusedException e) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            show(request, response, Map.of("problem", e.getMessage()));
        } catch (UnreachableException e) {
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            show(request, response, Map.of("problem", UnreachableException.TEXT));
        }
    }

    private void showLink(HttpServletRequest request, HttpServletResponse response, String name, String secret)
            throws IOException {
        show(request, response, Map.of("linkFor", name, "link", changes.link(request, secret)));
    }

    private void show(HttpServletRequest request, HttpServletResponse response, Map<String, ?> more) throws IOException {
        var values = new HashMap<String, Object>(Map.of("problem", "", "allRoles",
                Stream.of(Role.values()).map(Role::id).toList(), "people", people.all().stream().map(this::shown).toList()));
        values.putAll(more);
        pages.show(request, response, PeopleServlet.class, "people.ftlh", values);
    }

    private Map<String, Object> shown(Person person) {
        return Map.of("name", person.name(), "roles", person.roleIds(), "hasSecondFactor", person.hasSecondFactor(),
                "hasPassword", !person.password().isEmpty(), "elsewhere", !person.identity().isEmpty() && !person.cutOff(),
                "cutOff", person.cutOff(), "hasLink", !person.link().isEmpty() && clock.instant().isBefore(person.linkEnds()), "linkEnds", person.linkEnds());
    }

    private static Set<Role> roles(FormFields form) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        Stream.of(Role.values()).filter(each -> form.has("role-" + each.id())).forEach(roles::add);
        return roles;
    }
}
