package org.groundswell.pages.contact;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.groundswell.edge.api.PublicServlet;
import org.groundswell.kernel.api.ports.Port;
import org.groundswell.pages.api.Pages;
import org.groundswell.pages.api.contact.ContactMessage;
import org.groundswell.shared.addresses.EmailAddress;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.FormFields;
import org.groundswell.shared.visitors.VisitorLog;
import org.groundswell.shared.visitors.VisitorNetwork;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.LoggerFactory;

/** {@code POST /contact}: stores a message for the admin. */
@Port(port = "pages.contact")
@Component(service = Servlet.class, configurationPid = "org.groundswell.pages.contact")
@Designate(ocd = ContactServlet.Config.class)
@PublicServlet
@HttpWhiteboardServletPattern("/contact")
public final class ContactServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final int MAX_NAME = 100;
    private static final int MAX_TEXT = 4000;
    private static final int TOO_MANY_REQUESTS = 429;

    private final transient MessageBook messages;
    private final transient Pages pages;
    private final transient ContactBudget budget;
    private final transient VisitorLog log = new VisitorLog(LoggerFactory.getLogger(ContactServlet.class));

    /** Settings of the contact form. */
    @ObjectClassDefinition(name = "Groundswell pages: contact form")
    public @interface Config {
        @AttributeDefinition(description = "Messages taken in one minute from all visitors together", min = "1",
                max = "100000")
        int maxPerMinute() default 120;

        @AttributeDefinition(description = "Messages taken in one minute from one address (in IPv6: one network of 64"
                + " bits)", min = "1", max = "100000")
        int maxPerMinuteFromOne() default 6;
    }

    @Activate
    public ContactServlet(@Reference MessageBook messages, @Reference Pages pages, Config config) {
        this(messages, pages,
                new ContactBudget(Clock.systemUTC(), config.maxPerMinute(), config.maxPerMinuteFromOne()));
    }

    ContactServlet(MessageBook messages, Pages pages, ContactBudget budget) {
        this.messages = messages;
        this.pages = pages;
        this.budget = budget;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            FormFields form = FormFields.read(request, "text");
            if (form.has("edit")) {
                // Another language was chosen half-way: the letter comes along.
                answer(response, HttpServletResponse.SC_OK, pages.site().languageOrDefault(form.get("edit")), form,
                        Map.of(), "");
                return;
            }
            String language = pages.site().languageOrDefault(form.get("lang"));
            Map<String, String> errors = check(form, language);
            if (errors.isEmpty()) {
                take(VisitorNetwork.of(request.getRemoteAddr()), response, language, form);
            } else {
                answer(response, HttpServletResponse.SC_UNPROCESSABLE_CONTENT, language, form, errors, "");
            }
        } catch (BadFormException e) {
            response.sendError(e.status());
        } catch (UncheckedIOException e) {
            log.error("A contact message could not be stored: {}", e.getMessage());
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        }
    }

    private void take(String network, HttpServletResponse response, String language, FormFields form)
            throws IOException {
        switch (budget.take(network)) {
            case TAKEN -> {
                messages.add(new ContactMessage(UuidCreator.getTimeOrderedEpoch(), Instant.now(), language,
                        form.get("name"), EmailAddress.cleaned(form.get("email")), form.get("text")));
                answer(response, HttpServletResponse.SC_OK, language, form, Map.of(), "sent");
            }
            case TOO_MANY_FROM_ONE -> refuse(response, language, form, "contact.limit");
            case TOO_MANY -> refuse(response, language, form, "contact.busy");
        }
    }

    /** The form again, with what was written in it and the reason above. */
    private void refuse(HttpServletResponse response, String language, FormFields form, String reason)
            throws IOException {
        response.setHeader("Retry-After", "60");
        answer(response, TOO_MANY_REQUESTS, language, form, Map.of("form", pages.text(language, reason)), "");
    }

    private Map<String, String> check(FormFields form, String language) {
        var errors = new LinkedHashMap<String, String>();
        if (form.isLonger("name", MAX_NAME)) {
            errors.put("name", pages.text(language, "error.long", MAX_NAME));
        }
        if (!EmailAddress.isValid(EmailAddress.cleaned(form.get("email")))) {
            errors.put("email", pages.text(language, "error.email.needed"));
        }
        if (!form.has("text")) {
            errors.put("text", pages.text(language, "error.text"));
        } else if (form.isLonger("text", MAX_TEXT)) {
            errors.put("text", pages.text(language, "error.long", MAX_TEXT));
        }
        return errors;
    }

    private void answer(HttpServletResponse response, int status, String language, FormFields form,
            Map<String, String> errors, String state) throws IOException {
        byte[] html = pages.render("contact", language,
                Map.of("form", form.values(), "errors", errors, "state", state));
        response.setStatus(status);
        response.setContentType("text/html; charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(html.length);
        response.getOutputStream().write(html);
    }
}
