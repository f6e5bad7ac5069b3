package org.groundswell.payments.sandbox;

import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.groundswell.edge.api.Caching;
import org.groundswell.edge.api.PublicServlet;
import org.groundswell.edge.api.snapshots.Snapshot;
import org.groundswell.edge.api.snapshots.SnapshotPublisher;
import org.groundswell.edge.api.snapshots.SnapshotSet;
import org.groundswell.kernel.api.ports.Port;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentStatus;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.FormFields;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.LoggerFactory;

/** The page on which a donor "pays" in the sandbox. */
@Port(port = "payments.sandbox.checkout")
@Component(service = Servlet.class)
@PublicServlet
@HttpWhiteboardServletPattern(CheckoutServlet.PATH + "*")
public final class CheckoutServlet extends HttpServlet {
    static final String PATH = "/sandbox/checkout/";
    private static final String CSS = "/sandbox/checkout.css";
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,8}");
    private static final long serialVersionUID = 1L;

    private final transient CheckoutPage page = new CheckoutPage(CSS);
    private final transient Sandbox sandbox;

    @Activate
    public CheckoutServlet(@Reference Sandbox sandbox, @Reference SnapshotPublisher publisher) throws IOException {
        this.sandbox = sandbox;
        try (InputStream css = CheckoutServlet.class.getResourceAsStream("checkout.css")) {
            publisher.publish("org.groundswell.payments.sandbox", new SnapshotSet(List.of(Snapshot.of(CSS,
                    "text/css; charset=utf-8", Caching.REVALIDATE, css.readAllBytes())), List.of(), Map.of(),
                    Map.of()));
        }
    }

    /** The sandbox could not note what was decided, so nothing was. */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        try {
            super.service(request, response);
        } catch (UncheckedIOException e) {
            LoggerFactory.getLogger(CheckoutServlet.class).error("The sandbox: {}", e.getMessage());
            answer(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, page.message("en", "down"));
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<SandboxPayment> payment = payment(request, response);
        if (payment.isPresent()) {
            answer(response, HttpServletResponse.SC_OK, page.checkout(payment.get()));
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<SandboxPayment> found = payment(request, response);
        if (found.isEmpty()) {
            return;
        }
        SandboxPayment payment = found.get();
        try {
            decide(response, payment, FormFields.read(request).get("action"));
        } catch (BadFormException e) {
            response.sendError(e.status());
        }
    }

    private void decide(HttpServletResponse response, SandboxPayment payment, String action) throws IOException {
        switch (action) {
            case "pay" -> sandbox.decide(payment, PaymentStatus.PAID);
            case "decline" -> sandbox.decide(payment, PaymentStatus.FAILED);
            case "cancel" -> sandbox.decide(payment, PaymentStatus.CANCELED);
            case "pending" -> sandbox.decide(payment, PaymentStatus.PENDING);
            case "refund-half" -> sandbox.refund(payment, payment.amountMinor() / 2);
            case "refund-all" -> sandbox.refund(payment, payment.amountMinor());
            case "refund-fails" -> sandbox.failRefund(payment);
            case "dispute" -> sandbox.dispute(payment, false);
            case "win" -> sandbox.dispute(payment, true);
            case "renew" -> sandbox.renew(payment);
            default -> {
                response.sendError(HttpServletResponse.SC_BAD_REQUEST);
                return;
            }
        }
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", payment.returnUrl());
    }

    private Optional<SandboxPayment> payment(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String language = language(request.getHeader("Accept-Language"));
        String id = Optional.ofNullable(request.getPathInfo()).orElse("/").substring(1);
        if (sandbox.find(id).isEmpty()) {
            answer(response, HttpServletResponse.SC_NOT_FOUND, page.message(language, "missing"));
            return Optional.empty();
        }
        try {
            return sandbox.ask(id);
        } catch (PaymentException e) {
            answer(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, page.message(language, "down"));
            return Optional.empty();
        }
    }

    /** The first one of the list; the container would sort all of it, however long it is. */
    private static String language(String header) {
        Matcher first = LANGUAGE.matcher(header == null ? "" : header);
        return first.lookingAt() ? first.group() : "en";
    }

    private static void answer(HttpServletResponse response, int status, String html) throws IOException {
        response.setStatus(status);
        response.setContentType("text/html; charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.getWriter().write(html);
    }
}
