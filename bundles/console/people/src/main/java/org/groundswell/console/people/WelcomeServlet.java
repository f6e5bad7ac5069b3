package org.groundswell.console.people;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.groundswell.console.api.AdminPages;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.console.api.AuditLog;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.FormFields;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * Where a one-time link leads: whoever has it chooses a password, and with the owner's link a name. Looking at it uses
 * nothing up, because programs that read mail look at links, too.
 */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = AdminServlet.EVERYBODY)
@HttpWhiteboardServletPattern(WelcomeServlet.PATTERN)
public final class WelcomeServlet extends HttpServlet {
    static final String PATTERN = "/welcome";
    private static final long serialVersionUID = 1L;

    private final transient AdminPages pages;
    private final transient People people;
    private final transient AuditLog audit;
    private final transient Attempts attempts;
    private final transient Door door;

    @Activate
    public WelcomeServlet(@Reference AdminPages pages, @Reference People people, @Reference AuditLog audit,
            @Reference Attempts attempts, @Reference Door door) {
        this.pages = pages;
        this.people = people;
        this.audit = audit;
        this.attempts = attempts;
        this.door = door;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            show(request, response, FormFields.query(request).get("link"), "", "");
        } catch (BadFormException e) {
            response.sendError(e.status());
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            use(request, response, FormFields.read(request));
        } catch (BadFormException e) {
            response.sendError(e.status());
        }
    }

    private void use(HttpServletRequest request, HttpServletResponse response, FormFields form) throws IOException {
        String link = form.get("link");
        boolean makesOwner = people.isOwnerLink(link);
        Optional<Person> invited = people.byLink(link);
        String name = invited.map(Person::name).orElse(form.get("name").strip().toLowerCase(Locale.ROOT));
        Optional<String> problem = makesOwner && !Person.isName(name) ? Optional.of("name")
                : NewPassword.problem(name, form.get("password"), form.get("again"));
        if (problem.isPresent() || !makesOwner && invited.isEmpty()) {
            show(request, response, link, problem.orElse(""), name);
            return;
        }
        var known = new SignedInRequest(request, name);
        audit.note(known, makesOwner ? "person.owner" : "person.welcome", name, "");
        String hash = attempts.hash(form.get("password"));
        try {
            door.letIn(request, response, makesOwner ? people.makeOwner(link, name, hash) : people.useLink(link, hash), "");
        } catch (RefusedException e) {
            // Somebody was faster with the same link.
            show(request, response, link, "", name);
        } catch (UnreachableException e) {
            show(request, response, link, UnreachableException.TEXT, name);
        }
    }

    private void show(HttpServletRequest request, HttpServletResponse response, String link, String problem, String name)
            throws IOException {
        Optional<Person> invited = people.byLink(link);
        boolean makesOwner = people.isOwnerLink(link);
        boolean counts = makesOwner || invited.isPresent();
        if (!counts) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        } else if (!problem.isEmpty()) {
            response.setStatus(problem.equals(UnreachableException.TEXT) ? HttpServletResponse.SC_SERVICE_UNAVAILABLE
                    : HttpServletResponse.SC_BAD_REQUEST);
        }
        pages.show(request, response, WelcomeServlet.class, "welcome.ftlh", Map.of("counts", counts, "link", link,
                "makesOwner", makesOwner, "name", invited.map(Person::name).orElse(name), "problem", problem,
                "shortest", NewPassword.SHORTEST));
    }
}
