package org.groundswell.console.people;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.groundswell.console.api.AdminPages;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.console.api.AuditLog;
import org.groundswell.console.api.IdentityProvider;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.FormFields;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * One's own account tied to an identity provider, and let go again. Both ask for the password once more, and so are for
 * whoever has one here: nobody lets go of the only way in.
 */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = AdminServlet.SIGNED_IN)
@HttpWhiteboardServletPattern("/account/other")
public final class ConnectServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient AdminPages pages;
    private final transient People people;
    private final transient Sessions sessions;
    private final transient Attempts attempts;
    private final transient AuditLog audit;
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    transient volatile List<IdentityProvider> providers = List.of();

    @Activate
    public ConnectServlet(@Reference AdminPages pages, @Reference People people, @Reference Sessions sessions,
            @Reference Attempts attempts, @Reference AuditLog audit) {
        this.pages = pages;
        this.people = people;
        this.sessions = sessions;
        this.attempts = attempts;
        this.audit = audit;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        show(request, response, "");
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Session> session = sessions.ofOwner(request);
        if (session.isEmpty()) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
            return;
        }
        try {
            FormFields form = FormFields.read(request);
            attempts.confirm(request, form.get("current"));
            switch (form.get("what")) {
                case "connect" -> connect(response, form.get("provider"), session.get());
                case "disconnect" -> disconnect(request, response, session.get());
                default -> response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            }
        } catch (BadFormException e) {
            response.sendError(e.status());
        } catch (RefusedException e) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            show(request, response, e.getMessage());
        } catch (UnreachableException e) {
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            show(request, response, UnreachableException.TEXT);
        }
    }

    private void connect(HttpServletResponse response, String provider, Session session) throws BadFormException {
        IdentityProvider wanted = providers.stream().filter(each -> each.name().equals(provider)).findFirst()
                .orElseThrow(() -> new BadFormException(400, "provider: expected one of those on the page"));
        String to = session.wishForIdentity();
        Door.redirect(response, wanted.address() + "?to=" + URLEncoder.encode(to, StandardCharsets.UTF_8));
    }

    private void disconnect(HttpServletRequest request, HttpServletResponse response, Session session) throws IOException {
        // All other sessions end with that: some may have been begun by it.
        Person alone = people.change(session.name(), Person::letGo,
                new NotedChange(audit, request, "person.disconnect", session.name(), ""));
        sessions.begin(request, response, alone, Session.Begun.HERE);
        Door.redirect(response, AccountServlet.ADDRESS + "?done=disconnected");
    }

    private void show(HttpServletRequest request, HttpServletResponse response, String problem) throws IOException {
        Optional<Person> person = people.find(request.getRemoteUser());
        if (person.isEmpty()) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
            return;
        }
        pages.show(request, response, ConnectServlet.class, "other.ftlh", Map.of("problem", problem, "hasPassword",
                !person.get().password().isEmpty(), "mayLetGo", person.get().mayLetGo(), "mayBeTied",
                person.get().mayBeTied(), "providers", providers.stream().map(IdentityProvider::name).toList()));
    }
}
