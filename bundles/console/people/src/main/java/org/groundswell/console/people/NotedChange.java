package org.groundswell.console.people;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.groundswell.console.api.AuditLog;

/** A change of people that stands in the audit log before it is made, and stands there as well where it was not made then. */
record NotedChange(AuditLog audit, HttpServletRequest request, String action, String subject, String detail)
        implements People.Before {

    @Override
    public void run() throws IOException {
        audit.note(request, action, subject, detail);
    }

    @Override
    public void undone() throws IOException {
        audit.note(request, "person.not-done", subject, action);
    }
}
