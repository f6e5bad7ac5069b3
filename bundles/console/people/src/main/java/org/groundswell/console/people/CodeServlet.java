package org.groundswell.console.people;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.groundswell.console.api.AdminPages;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.console.api.Authenticator;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.FormFields;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Asks whoever gave the right password for the code of their second factor. Five wrong ones, and it begins anew. */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = AdminServlet.EVERYBODY)
@HttpWhiteboardServletPattern("/sign-in/code")
public final class CodeServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final int MOST_WRONG = 5;

    private final transient AdminPages pages;
    private final transient People people;
    private final transient Sessions sessions;
    private final transient Attempts attempts;
    private final transient Door door;
    private final transient Clock clock = Clock.systemUTC();
    private final transient WrongCodes wrongCodes = new WrongCodes(clock);
    private final transient SharedCounts shared;
    private final transient CodeCheck check;

    @Activate
    public CodeServlet(@Reference AdminPages pages, @Reference People people, @Reference Sessions sessions,
            @Reference Attempts attempts, @Reference Door door, @Reference SharedConsole console) {
        this.pages = pages;
        this.people = people;
        this.sessions = sessions;
        this.attempts = attempts;
        this.door = door;
        this.check = new CodeCheck(people, wrongCodes, clock);
        this.shared = new SharedCounts(console, "wrong codes", wrongCodes.counts());
    }

    @Deactivate
    void close() {
        shared.leave();
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            String to = Door.own(FormFields.query(request).get("to"));
            if (waiting(request).isEmpty()) {
                Door.redirect(response, Authenticator.SIGN_IN);
            } else {
                show(request, response, "", to);
            }
        } catch (BadFormException e) {
            response.sendError(e.status());
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            FormFields form = FormFields.read(request);
            Optional<Session> session = waiting(request);
            Optional<Person> person = session.flatMap(each -> people.find(each.name()));
            if (person.isEmpty()) {
                Door.redirect(response, Authenticator.SIGN_IN);
            } else if (check.isRight(person.get(), form.get("code"))) {
                door.letIn(request, response, people.find(person.get().name()).orElseThrow(), form.get("to"));
            } else {
                wrong(request, response, session.get(), Door.own(form.get("to")));
            }
        } catch (BadFormException e) {
            response.sendError(e.status());
        } catch (UnreachableException e) {
            // Whether the recovery code was used at another node is not known.
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            show(request, response, UnreachableException.TEXT, "");
        }
    }

    private void wrong(HttpServletRequest request, HttpServletResponse response, Session session, String to)
            throws IOException {
        attempts.wrong(request, session.name());
        wrongCodes.note(session.name());
        if (session.countWrongCode() >= MOST_WRONG) {
            sessions.end(request, response);
            Door.redirect(response, Authenticator.SIGN_IN);
            return;
        }
        sessions.keep(session);
        response.setStatus(HttpServletResponse.SC_FORBIDDEN);
        show(request, response, wrongCodes.isOver(session.name()) ? "codes" : "code", to);
    }

    private Optional<Session> waiting(HttpServletRequest request) {
        return sessions.of(request).filter(Session::waitsForCode);
    }

    private void show(HttpServletRequest request, HttpServletResponse response, String problem, String to)
            throws IOException {
        pages.show(request, response, CodeServlet.class, "code.ftlh", Map.of("problem", problem, "to", to));
    }
}
