package org.groundswell.donations.service.giving;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.service.gateways.ProviderProblems;
import org.groundswell.donations.service.gateways.Providers;
import org.groundswell.donations.service.settlement.Inquiry;
import org.groundswell.donations.service.settlement.Notifications;
import org.groundswell.edge.api.PublicServlet;
import org.groundswell.kernel.api.ports.Port;
import org.groundswell.payments.api.ForgedNotificationException;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentNotification;
import org.groundswell.payments.api.PaymentProvider;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.FormFields;
import org.groundswell.shared.forms.Nesting;
import org.groundswell.shared.text.PlainText;
import org.groundswell.shared.visitors.VisitorLog;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.LoggerFactory;

/** {@code /payments/{provider}/return} for donors who come back, {@code /payments/{provider}/webhook} for gateways. */
@Port(port = "donations.payments")
@Component(service = Servlet.class)
@PublicServlet
@HttpWhiteboardServletPattern("/payments/*")
public final class PaymentServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final int MOST_HEADERS = 100;
    /** Bytes; gateways' notifications have some thousand. */
    private static final int LONGEST_BODY = 256 * 1024;
    /** Gateways' go some ten levels deep. */
    private static final int MOST_NESTED = 100;
    /** What a gateway's bundle says of a notification may repeat all of it. */
    private static final int LONGEST_REASON = 200;
    private static final Pattern PATH = Pattern.compile("/([a-z0-9]{1,32})/(return|webhook)");

    private final transient Ledger ledger;
    private final transient Providers providers;
    private final transient Notifications notifications;
    private final transient Inquiry inquiry;
    private final transient SignedLinks links;
    private final transient VisitorLog log = new VisitorLog(LoggerFactory.getLogger(PaymentServlet.class));
    /** Said once and not for each: anybody may send them. */
    private final transient ProviderProblems forged = new ProviderProblems(Clock.systemUTC());

    @Activate
    public PaymentServlet(@Reference Ledger ledger, @Reference Providers providers,
            @Reference Notifications notifications, @Reference Inquiry inquiry, @Reference SignedLinks links) {
        this.ledger = ledger;
        this.providers = providers;
        this.notifications = notifications;
        this.inquiry = inquiry;
        this.links = links;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Matcher path = PATH.matcher(String.valueOf(request.getPathInfo()));
        if (!path.matches() || !path.group(2).equals("return")) {
            response.sendError(path.matches() ? HttpServletResponse.SC_METHOD_NOT_ALLOWED
                    : HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        try {
            returned(response, FormFields.query(request));
        } catch (BadFormException e) {
            response.sendError(e.status());
        }
    }

    /** Payments that were opened before return addresses were signed lead to the page that shows the state only. */
    private void returned(HttpServletResponse response, FormFields query) throws IOException {
        Optional<UUID> id = ResultPages.donationId(query);
        if (id.isEmpty()) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        try {
            Optional<Donation> donation = ledger.donation(id.get());
            if (donation.isEmpty()) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
                return;
            }
            // So that nobody is told "pending" only because a notification is late.
            Donation now = inquiry.look(donation.get());
            DonorPages.seeOther(response, links.allowsResult(id.get(), query.get("signature")) ? links.result(now)
                    : SignedLinks.unsignedResult(now));
        } catch (LedgerUnavailableException e) {
            log.error("Donation {}: {}", id.get(), e.getMessage());
            unavailable(response);
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Matcher path = PATH.matcher(String.valueOf(request.getPathInfo()));
        if (!path.matches() || !path.group(2).equals("webhook")) {
            response.sendError(path.matches() ? HttpServletResponse.SC_METHOD_NOT_ALLOWED
                    : HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        Optional<PaymentProvider> provider = providers.named(path.group(1));
        if (provider.isEmpty()) {
            // The bundle may be on its way back: the gateway has to try again, not to give up.
            unavailable(response);
            return;
        }
        byte[] body = request.getInputStream().readNBytes(LONGEST_BODY + 1);
        if (body.length > LONGEST_BODY) {
            plain(response, HttpServletResponse.SC_BAD_REQUEST, "Refused: no notification is so long");
            return;
        }
        if (Nesting.isDeeper(body, MOST_NESTED)) {
            plain(response, HttpServletResponse.SC_BAD_REQUEST, "Refused: no notification is nested so deeply");
            return;
        }
        if (isTaken(provider.get(), request, body, response)) {
            response.setStatus(HttpServletResponse.SC_OK);
        }
    }

    /** Else it is answered. */
    private boolean isTaken(PaymentProvider provider, HttpServletRequest request, byte[] body,
            HttpServletResponse response) throws IOException {
        String name = provider.name();
        try {
            List<PaymentNotification> told = provider.notified(headers(request), body);
            providers.notifications().gone(name);
            if (notifications.take(provider, told)) {
                return true;
            }
        } catch (ForgedNotificationException e) {
            String why = PlainText.oneLine(String.valueOf(e.getMessage()), LONGEST_REASON);
            forged.found(name, "Refused a notification for " + name + ": " + why);
            plain(response, HttpServletResponse.SC_BAD_REQUEST, "Refused: " + why);
            return false;
        } catch (PaymentException | RuntimeException | StackOverflowError e) {
            // Said once, not for each that comes again: anybody may send them.
            providers.notifications().found(name, "Notifications of " + name + " cannot be taken now: "
                    + PlainText.oneLine(e.getMessage() == null ? e.toString() : e.getMessage(), LONGEST_REASON));
        }
        unavailable(response);
        return false;
    }

    /** Looking one up goes through all of them, so only a gateway's handful is read. */
    private static Map<String, String> headers(HttpServletRequest request) {
        var headers = new HashMap<String, String>();
        var names = request.getHeaderNames().asIterator();
        while (names.hasNext() && headers.size() < MOST_HEADERS) {
            String name = names.next();
            headers.put(name.toLowerCase(Locale.ROOT), request.getHeader(name));
        }
        return headers;
    }

    private static void unavailable(HttpServletResponse response) throws IOException {
        response.setHeader("Retry-After", "5");
        plain(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "Try again in a few seconds");
    }

    private static void plain(HttpServletResponse response, int status, String text) throws IOException {
        response.setStatus(status);
        response.setContentType("text/plain; charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.getWriter().println(text);
    }
}
