package org.groundswell.mail;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import org.groundswell.console.api.AdminPages;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.console.api.AuditLog;
import org.groundswell.kernel.api.mail.Mail;
import org.groundswell.kernel.api.mail.MailException;
import org.groundswell.kernel.api.ports.PortUnavailableException;
import org.groundswell.shared.addresses.EmailAddress;
import org.groundswell.shared.forms.FormFields;
import org.groundswell.shared.servlets.FormPage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Sends one letter to see whether the mail server takes it, and says what it answered. */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = "operator", org_groundswell_admin_menu = "menu.testmail",
        org_groundswell_admin_order = 715)
@HttpWhiteboardServletPattern("/mail")
public final class TestMailServlet extends FormPage {
    private static final long serialVersionUID = 1L;
    private static final String TEXTS = "org.groundswell.mail.texts";
    private static final ResourceBundle.Control FILES =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final transient AdminPages pages;
    private final transient AuditLog audit;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    transient volatile Mail mail;

    /** @param key of the text that says how it went */
    private record Outcome(String key, String answer, boolean isGood) {
        private static final Outcome NOTHING = new Outcome("", "", true);

        static Outcome bad(String key, String answer) {
            return new Outcome(key, answer, false);
        }
    }

    @Activate
    public TestMailServlet(@Reference AdminPages pages, @Reference AuditLog audit) {
        this.pages = pages;
        this.audit = audit;
    }

    @Override
    protected boolean isAway(RuntimeException thrown) {
        return thrown instanceof PortUnavailableException;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        show(request, response, "", Outcome.NOTHING);
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(response, () -> {
            String to = EmailAddress.cleaned(FormFields.read(request).get("to"));
            Outcome outcome = Outcome.bad("testmail.noAddress", "");
            if (EmailAddress.isValid(to)) {
                audit.note(request, "mail.test", "mail", to);
                outcome = sent(to, pages.language(request));
            }
            response.setStatus(outcome.isGood() ? HttpServletResponse.SC_OK : UNPROCESSABLE);
            show(request, response, to, outcome);
        });
    }

    private Outcome sent(String to, Locale language) {
        Mail present = mail;
        if (present == null) {
            return Outcome.bad(key(MailException.Reason.NO_SERVER), "");
        }
        try {
            present.send(List.of(to), text(language, "testmail.subject"), text(language, "testmail.text"));
            return new Outcome("testmail.taken", "", true);
        } catch (MailException e) {
            return Outcome.bad(key(e.reason()), e.answer());
        }
    }

    private static String text(Locale language, String key) {
        return ResourceBundle.getBundle(TEXTS, language, TestMailServlet.class.getClassLoader(), FILES).getString(key);
    }

    static String key(MailException.Reason reason) {
        return "testmail." + reason;
    }

    private void show(HttpServletRequest request, HttpServletResponse response, String to, Outcome outcome)
            throws IOException {
        Mail present = mail;
        var values = new HashMap<String, Object>(Map.of("to", to, "outcome", outcome.key(), "answer", outcome.answer(),
                "isGood", outcome.isGood()));
        values.put("isReady", present != null && present.isReady());
        pages.show(request, response, TestMailServlet.class, "testmail.ftlh", values);
    }
}
