package org.groundswell.console.tonight;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.groundswell.console.api.AdminPages;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.console.api.AuditLog;
import org.groundswell.donations.api.brakes.Brakes;
import org.groundswell.donations.api.brakes.BrakesState;
import org.groundswell.donations.api.choices.PaymentChoices;
import org.groundswell.kernel.api.ports.PortUnavailableException;
import org.groundswell.pages.api.PageException;
import org.groundswell.pages.api.Pages;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.FormFields;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brakes within reach: giving is paused, a gateway is taken off, a word stands on every page; each undone as fast. */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = "operator", org_groundswell_admin_menu = "menu.brakes",
        org_groundswell_admin_order = 10)
@HttpWhiteboardServletPattern("/brakes")
public final class BrakesServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(BrakesServlet.class);
    /** RFC 9110, section 15.5.21: understood, and not to be done like this. */
    private static final int UNPROCESSABLE = 422;

    private final transient AdminPages pages;
    private final transient Brakes brakes;
    private final transient PaymentChoices choices;
    private final transient Pages site;
    private final transient AuditLog audit;

    @Activate
    public BrakesServlet(@Reference AdminPages pages, @Reference Brakes brakes, @Reference PaymentChoices choices,
            @Reference Pages site, @Reference AuditLog audit) {
        this.pages = pages;
        this.brakes = brakes;
        this.choices = choices;
        this.site = site;
        this.audit = audit;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        orLater(response, () -> show(request, response, "", Map.of()));
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        orLater(response, () -> change(request, response));
    }

    private void change(HttpServletRequest request, HttpServletResponse response) throws IOException, BadFormException {
        FormFields form = FormFields.read(request);
        BrakesState before = brakes.state();
        List<String> languages = languages();
        if (!form.get("version").equals(Long.toString(before.version()))) {
            response.setStatus(HttpServletResponse.SC_CONFLICT);
            show(request, response, "problem.faster", form.values());
            return;
        }
        if (BrakeTexts.isTooLong(form, languages)) {
            response.setStatus(UNPROCESSABLE);
            show(request, response, "problem.long", form.values());
            return;
        }
        Optional<Change> change = change(form, before, languages);
        if (change.isEmpty()) {
            throw new BadFormException(400, "what: expected one of the buttons of the page");
        }
        // Noted before: a brake that nobody knows of would be looked for all night.
        audit.note(request, change.get().action, change.get().subject, change.get().detail);
        if (brakes.exchange(before, change.get().next)) {
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            response.setHeader("Location", "/admin/brakes");
        } else {
            response.setStatus(HttpServletResponse.SC_CONFLICT);
            show(request, response, "problem.faster", form.values());
        }
    }

    /** Before there is a site, as at the first start, the one that every node has. */
    private List<String> languages() {
        try {
            return site.site().languages();
        } catch (PageException e) {
            LOG.debug("There is no site yet", e);
            return List.of("en");
        }
    }

    /** What is to be, and how the log says it. */
    private record Change(BrakesState next, String action, String subject, String detail) {
    }

    private Optional<Change> change(FormFields form, BrakesState before, List<String> languages) {
        Map<String, String> texts = BrakeTexts.of(form, languages);
        String gateway = form.get("gateway");
        boolean isGateway = before.gatewaysOff().contains(gateway)
                || choices.gateways().stream().anyMatch(each -> each.provider().equals(gateway));
        return Optional.ofNullable(switch (form.get("what")) {
            case "pause" -> new Change(before.paused(texts), "brakes.pause", "giving", String.join(" / ", texts.values()));
            case "resume" -> new Change(before.resumed(), "brakes.resume", "giving", "");
            case "off" -> isGateway ? new Change(before.withoutGateway(gateway), "brakes.off", gateway, "") : null;
            case "on" -> isGateway ? new Change(before.withGateway(gateway), "brakes.on", gateway, "") : null;
            case "banner" -> new Change(before.withBanner(texts), "brakes.banner", "site",
                    String.join(" / ", texts.values()));
            case "no-banner" -> new Change(before.withBanner(Map.of()), "brakes.no-banner", "site", "");
            default -> null;
        });
    }

    private void show(HttpServletRequest request, HttpServletResponse response, String problem,
            Map<String, String> typed) throws IOException {
        BrakesState now = brakes.state();
        var values = new HashMap<String, Object>();
        values.put("version", Long.toString(now.version()));
        values.put("paused", now.paused());
        values.put("why", now.why());
        values.put("banner", now.banner());
        values.put("gateways", BrakeTexts.gateways(choices.gateways(), now));
        values.put("languages", languages());
        values.put("longest", BrakesState.LONGEST_TEXT);
        values.put("problem", problem);
        values.put("typed", typed);
        pages.show(request, response, BrakesServlet.class, "brakes.ftlh", values);
    }

    /** What is done with a request. */
    @FunctionalInterface
    private interface Answer {
        void give() throws BadFormException, IOException;
    }

    private static void orLater(HttpServletResponse response, Answer answer) throws IOException {
        try {
            answer.give();
        } catch (BadFormException e) {
            response.sendError(e.status());
        } catch (PortUnavailableException e) {
            response.setHeader("Retry-After", "5");
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        }
    }
}
