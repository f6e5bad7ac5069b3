package org.groundswell.console.people;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.groundswell.console.api.AdminPages;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.console.api.AuditLog;
import org.groundswell.shared.codes.QrPicture;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.FormFields;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * One's own password, second factor and sessions. Changing the first two asks for the password once more: a screen may
 * stand open.
 */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = AdminServlet.SIGNED_IN)
@HttpWhiteboardServletPattern("/account")
public final class AccountServlet extends HttpServlet {
    static final String ADDRESS = "/admin/account";
    private static final long serialVersionUID = 1L;

    private final transient AdminPages pages;
    private final transient People people;
    private final transient Sessions sessions;
    private final transient Attempts attempts;
    private final transient AuditLog audit;
    private final transient Clock clock = Clock.systemUTC();

    @Activate
    public AccountServlet(@Reference AdminPages pages, @Reference People people, @Reference Sessions sessions,
            @Reference Attempts attempts, @Reference AuditLog audit) {
        this.pages = pages;
        this.people = people;
        this.sessions = sessions;
        this.attempts = attempts;
        this.audit = audit;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        show(request, response, Map.of());
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
            switch (form.get("what")) {
                case "password" -> changePassword(request, response, form, session.get());
                case "begin" -> begin(request, response, form, session.get());
                case "confirm" -> confirm(request, response, form, session.get());
                case "off" -> takeAway(request, response, form);
                case "others" -> endOthers(request, response, session.get());
                default -> response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            }
        } catch (BadFormException e) {
            response.sendError(e.status());
        } catch (RefusedException e) {
            refuse(request, response, e.getMessage());
        } catch (UnreachableException e) {
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            show(request, response, Map.of("problem", UnreachableException.TEXT));
        }
    }

    private void changePassword(HttpServletRequest request, HttpServletResponse response, FormFields form,
            Session session) throws IOException {
        String name = request.getRemoteUser();
        attempts.confirm(request, form.get("current"));
        NewPassword.problem(name, form.get("password"), form.get("again")).ifPresent(problem -> {
            throw new RefusedException(problem);
        });
        audit.note(request, "person.password", name, "");
        String hash = attempts.hash(form.get("password"));
        // All other sessions end with that; this one goes on as a new one.
        sessions.begin(request, response, people.change(name, each -> each.withPassword(hash)),
                session.isElsewhere() ? Session.Begun.ELSEWHERE : Session.Begun.HERE);
        Door.redirect(response, request.getRequestURI() + "?done=password");
    }

    private void begin(HttpServletRequest request, HttpServletResponse response, FormFields form, Session session)
            throws IOException {
        attempts.confirm(request, form.get("current"));
        session.setNewSecret(SecondFactor.secret());
        sessions.keep(session);
        show(request, response, Map.of());
    }

    private void confirm(HttpServletRequest request, HttpServletResponse response, FormFields form, Session session)
            throws IOException {
        String secret = session.newSecret();
        OptionalLong step = secret.isEmpty() ? OptionalLong.empty()
                : SecondFactor.step(secret, form.get("code"), 0, clock.instant());
        if (step.isEmpty()) {
            refuse(request, response, "code");
            return;
        }
        audit.note(request, "person.second-factor", request.getRemoteUser(), "");
        List<String> codes = SecondFactor.recoveryCodes();
        people.change(request.getRemoteUser(), each -> each.withSecondFactor(secret,
                codes.stream().map(SecondFactor::recoveryHash).toList(), step.getAsLong()));
        session.setNewSecret("");
        sessions.keep(session);
        show(request, response, Map.of("codes", codes));
    }

    private void takeAway(HttpServletRequest request, HttpServletResponse response, FormFields form) throws IOException {
        attempts.confirm(request, form.get("current"));
        audit.note(request, "person.second-factor-off", request.getRemoteUser(), "");
        people.change(request.getRemoteUser(), Person::withoutSecondFactor);
        Door.redirect(response, request.getRequestURI() + "?done=off");
    }

    private void endOthers(HttpServletRequest request, HttpServletResponse response, Session session) throws IOException {
        audit.note(request, "person.sign-out-elsewhere", request.getRemoteUser(), "");
        sessions.endOthers(session);
        Door.redirect(response, request.getRequestURI() + "?done=others");
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, String problem) throws IOException {
        response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
        show(request, response, Map.of("problem", problem));
    }

    private void show(HttpServletRequest request, HttpServletResponse response, Map<String, ?> more) throws IOException {
        Optional<Session> session = sessions.of(request);
        Optional<Person> person = people.find(request.getRemoteUser());
        if (person.isEmpty()) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
            return;
        }
        var values = new HashMap<String, Object>(Map.of("problem", "", "done", done(request), "shortest",
                NewPassword.SHORTEST, "roles", person.get().roleIds(), "hasSecondFactor",
                person.get().hasSecondFactor(), "left", person.get().recovery().size()));
        values.put("hasPassword", !person.get().password().isEmpty());
        values.put("owes", session.filter(each -> sessions.owesSecondFactor(each, person.get())).isPresent());
        values.put("others", session.map(sessions::others).orElse(List.of()).stream().map(AccountServlet::shown).toList());
        values.putAll(more);
        session.map(Session::newSecret).filter(each -> !each.isEmpty()).ifPresent(secret -> {
            var drawing = QrPicture.of(SecondFactor.address(person.get().name(), secret));
            values.put("secret", secret.replaceAll("(.{4})(?!$)", "$1 "));
            values.put("picture", drawing.path());
            values.put("side", Integer.toString(drawing.side()));
        });
        pages.show(request, response, AccountServlet.class, "account.ftlh", values);
    }

    private static Map<String, Object> shown(Session session) {
        return Map.of("begun", session.begun(), "used", session.used(), "network", session.network());
    }

    private static String done(HttpServletRequest request) {
        try {
            String done = FormFields.query(request).get("done");
            return List.of("password", "off", "others", "connected", "disconnected").contains(done) ? done : "";
        } catch (BadFormException e) {
            return "";
        }
    }
}
