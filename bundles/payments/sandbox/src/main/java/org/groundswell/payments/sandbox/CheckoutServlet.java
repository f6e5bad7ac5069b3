package org.groundswell.payments.sandbox;

import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.groundswell.edge.api.Caching;
import org.groundswell.edge.api.PublicServlet;
import org.groundswell.edge.api.snapshots.Snapshot;
import org.groundswell.edge.api.snapshots.SnapshotPublisher;
import org.groundswell.edge.api.snapshots.SnapshotSet;
import org.groundswell.kernel.api.ports.Port;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.FormFields;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** The page on which a donor "pays" in the sandbox. */
@Port(port = "payments.sandbox.checkout")
@Component(service = Servlet.class)
@PublicServlet
@HttpWhiteboardServletPattern(CheckoutServlet.PATH + "*")
public final class CheckoutServlet extends HttpServlet {
    static final String PATH = "/sandbox/checkout/";
    private static final String CSS = "/sandbox/checkout.css";
    private static final long serialVersionUID = 1L;

    private final transient Checkout checkout;

    @Activate
    public CheckoutServlet(@Reference Sandbox sandbox, @Reference SnapshotPublisher publisher) throws IOException {
        checkout = new Checkout(sandbox, CSS);
        publisher.publish("org.groundswell.payments.sandbox", new SnapshotSet(List.of(Snapshot.of(CSS,
                "text/css; charset=utf-8", Caching.REVALIDATE, CheckoutPage.style())), List.of(), Map.of(), Map.of()));
    }

    /** The sandbox could not note what was decided, so nothing was. */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        try {
            super.service(request, response);
        } catch (UncheckedIOException e) {
            answer(response, checkout.failed(e));
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(response, checkout.shown(payment(request), request.getHeader("Accept-Language")));
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String id = payment(request);
        try {
            // Who asks for no payment need not be read.
            Optional<Checkout.Answer> refusal = checkout.refusal(id, request.getHeader("Accept-Language"));
            answer(response, refusal.isPresent() ? refusal.get()
                    : checkout.decided(id, FormFields.read(request).get("action")));
        } catch (BadFormException e) {
            response.sendError(e.status());
        }
    }

    private static String payment(HttpServletRequest request) {
        return Optional.ofNullable(request.getPathInfo()).orElse("/").substring(1);
    }

    private static void answer(HttpServletResponse response, Checkout.Answer answer) throws IOException {
        if (answer.status() == HttpServletResponse.SC_BAD_REQUEST) {
            response.sendError(answer.status());
            return;
        }
        response.setStatus(answer.status());
        if (!answer.location().isEmpty()) {
            response.setHeader("Location", answer.location());
            return;
        }
        response.setContentType("text/html; charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.getWriter().write(answer.html());
    }
}
