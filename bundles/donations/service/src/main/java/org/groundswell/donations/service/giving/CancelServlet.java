package org.groundswell.donations.service.giving;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.service.gateways.Providers;
import org.groundswell.edge.api.PublicServlet;
import org.groundswell.kernel.api.ports.Port;
import org.groundswell.pages.api.Pages;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.FormFields;
import org.groundswell.shared.visitors.VisitorLog;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.LoggerFactory;

/**
 * Where a donor comes who did not want to pay at the gateway, or whose payment came to nothing: the payment is ended,
 * and the form is there as it was.
 */
@Port(port = "donations.canceled")
@Component(service = Servlet.class)
@PublicServlet
@HttpWhiteboardServletPattern(SignedLinks.CANCELED)
public final class CancelServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Ledger ledger;
    private final transient Cancellation cancellation;
    private final transient SignedLinks links;
    private final transient Pages pages;
    private final transient DonorPages answers;
    private final transient VisitorLog log = new VisitorLog(LoggerFactory.getLogger(CancelServlet.class));

    @Activate
    public CancelServlet(@Reference Ledger ledger, @Reference Cancellation cancellation, @Reference SignedLinks links,
            @Reference Pages pages, @Reference Providers providers) {
        this.ledger = ledger;
        this.cancellation = cancellation;
        this.links = links;
        this.pages = pages;
        this.answers = new DonorPages(pages, providers);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            FormFields query = FormFields.query(request);
            Optional<UUID> id = ResultPages.donationId(query);
            Optional<Donation> donation = id.isPresent() && links.allowsResult(id.get(), query.get("signature"))
                    ? ledger.donation(id.get()) : Optional.empty();
            if (donation.isEmpty()) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
            } else {
                show(response, cancellation.end(donation.get()));
            }
        } catch (BadFormException e) {
            response.sendError(e.status());
        } catch (LedgerUnavailableException e) {
            log.error("A payment that was canceled could not be looked at: {}", e.getMessage());
            DonorPages.unavailable(response);
        }
    }

    private void show(HttpServletResponse response, Donation donation) throws IOException {
        // The address itself is the donor's right, and the page is full of personal data.
        response.setHeader("Referrer-Policy", "no-referrer");
        switch (donation.state()) {
            case PAID, REFUNDED, DISPUTED -> DonorPages.seeOther(response, links.result(donation));
            default -> {
                FilledForm form = FilledForm.of(donation, pages.site());
                boolean there = form.checked().campaign().id().equals(donation.pledge().campaign());
                String language = form.checked().language();
                answers.formAgain(response, form.checked(), form.fields(), there ? pages.text(language, "form.canceled")
                        : FormCheck.gone(pages, language, form.checked().campaign()), there && donation.state().isOpen());
            }
        }
    }
}
