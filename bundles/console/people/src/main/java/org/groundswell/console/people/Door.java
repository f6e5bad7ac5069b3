package org.groundswell.console.people;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.groundswell.console.api.AuditLog;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Lets somebody in whose password, and code where one is asked for, was right. Thread-safe. */
@Component(service = Door.class)
public final class Door {
    private static final String START = "/admin/start";
    /** Where somebody wanted to go, on this port and nowhere else. */
    private static final Pattern OWN =
            Pattern.compile("/(admin|system/console)(/[A-Za-z0-9._~%-]+)*/?(\\?[A-Za-z0-9._~%&=+-]*)?");
    private static final int LONGEST = 1_000;

    private final Sessions sessions;
    private final AuditLog audit;

    @Activate
    public Door(@Reference Sessions sessions, @Reference AuditLog audit) {
        this.sessions = sessions;
        this.audit = audit;
    }

    /** Notes it, begins the session and leads on; who still owes a second factor, to where it is set up. */
    void letIn(HttpServletRequest request, HttpServletResponse response, Person person, String to) throws IOException {
        begin(request, response, person, Session.Begun.HERE);
        redirect(response, sessions.owesSecondFactor(person) ? AccountServlet.ADDRESS : own(to));
    }

    /** The same for somebody whom an identity provider has recognised. */
    void letInFromElsewhere(HttpServletRequest request, HttpServletResponse response, Person person, String to)
            throws IOException {
        begin(request, response, person, Session.Begun.ELSEWHERE);
        redirect(response, own(to));
    }

    private void begin(HttpServletRequest request, HttpServletResponse response, Person person, Session.Begun how)
            throws IOException {
        audit.note(new SignedInRequest(request, person.name()), "person.sign-in", person.name(),
                Attempts.network(request.getRemoteAddr()));
        sessions.begin(request, response, person, how);
    }

    /** Leads to the page that asks for the code. */
    void askForCode(HttpServletRequest request, HttpServletResponse response, Person person, String to) {
        sessions.begin(request, response, person, Session.Begun.WAITS_FOR_CODE);
        redirect(response, "/admin/sign-in/code?to=" + URLEncoder.encode(own(to), StandardCharsets.UTF_8));
    }

    static void redirect(HttpServletResponse response, String address) {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", address);
    }

    static String own(String to) {
        return to.length() <= LONGEST && OWN.matcher(to).matches() && !to.startsWith("/admin/sign-") ? to : START;
    }
}
