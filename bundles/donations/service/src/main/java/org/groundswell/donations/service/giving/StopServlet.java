package org.groundswell.donations.service.giving;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.gifts.GiftBook;
import org.groundswell.donations.api.gifts.Remark;
import org.groundswell.donations.service.gateways.Providers;
import org.groundswell.edge.api.PublicServlet;
import org.groundswell.kernel.api.ports.Port;
import org.groundswell.pages.api.Pages;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentProvider;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.FormFields;
import org.groundswell.shared.visitors.VisitorLog;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.LoggerFactory;

/**
 * The page of a donor's signed link: GET asks, POST ends the monthly gift. A GET changes nothing, because programs that
 * look for harmful mail follow every link in it.
 */
@Port(port = "donations.stop")
@Component(service = Servlet.class)
@PublicServlet
@HttpWhiteboardServletPattern(SignedLinks.STOP)
public final class StopServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Ledger ledger;
    private final transient GiftBook book;
    private final transient Providers providers;
    private final transient SignedLinks links;
    private final transient Pages pages;
    private final transient DonorPages answers;
    private final transient VisitorLog log = new VisitorLog(LoggerFactory.getLogger(StopServlet.class));

    /** What a link is for, and whether its donor has ended it before. */
    private record Monthly(Donation gift, boolean isStopped) {
    }

    @Activate
    public StopServlet(@Reference Ledger ledger, @Reference GiftBook book, @Reference Pages pages,
            @Reference Providers providers, @Reference SignedLinks links) {
        this.ledger = ledger;
        this.book = book;
        this.providers = providers;
        this.links = links;
        this.pages = pages;
        this.answers = new DonorPages(pages, providers);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            FormFields fields = FormFields.query(request);
            Optional<Monthly> found = monthly(fields, response);
            if (found.isPresent()) {
                answer(response, HttpServletResponse.SC_OK, found.get().gift(),
                        found.get().isStopped() ? "stopped" : "asked", fields);
            }
        } catch (BadFormException e) {
            response.sendError(e.status());
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            FormFields fields = FormFields.read(request);
            Optional<Monthly> found = monthly(fields, response);
            if (found.isPresent() && found.get().isStopped()) {
                answer(response, HttpServletResponse.SC_OK, found.get().gift(), "stopped", fields);
            } else if (found.isPresent()) {
                stop(response, found.get().gift(), fields);
            }
        } catch (BadFormException e) {
            response.sendError(e.status());
        }
    }

    private void stop(HttpServletResponse response, Donation gift, FormFields fields) throws IOException {
        var payment = gift.payment();
        UUID id = gift.pledge().id();
        Optional<PaymentProvider> provider = providers.named(payment.provider());
        try {
            if (provider.isEmpty()) {
                throw new PaymentException("no payment provider '" + payment.provider() + "' is there");
            }
            provider.get().stop(payment.subscription());
            log.info("The donor has ended the monthly gift of donation {}", id);
            remember(id);
            answer(response, HttpServletResponse.SC_OK, gift, "stopped", fields);
        } catch (PaymentException e) {
            log.error("The monthly gift of donation {} could not be ended: {}", id, e.getMessage());
            response.setHeader("Retry-After", "60");
            answer(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, gift, "failed", fields);
        }
    }

    /** Whether its donor has ended this monthly gift. */
    static boolean isStopped(GiftBook book, UUID id) {
        return book.remarks(id).stream().anyMatch(each -> each.kind() == Remark.Kind.STOPPED);
    }

    /** It has ended already; without this the link would only ask again. */
    private void remember(UUID id) {
        try {
            book.remark(id, new Remark(Instant.now(), Remark.DONOR, Remark.Kind.STOPPED, ""));
        } catch (LedgerUnavailableException e) {
            log.warn("That the monthly gift of donation {} has ended could not be noted: {}", id, e.getMessage());
        }
    }

    /** The monthly gift the link is for; otherwise the answer was given. */
    private Optional<Monthly> monthly(FormFields fields, HttpServletResponse response) throws IOException {
        Optional<UUID> id = ResultPages.donationId(fields);
        try {
            if (id.isEmpty() || !links.allowsStop(id.get(), fields.get("signature"))) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
                return Optional.empty();
            }
            Optional<Donation> gift = ledger.donation(id.get()).filter(Donation::hasSubscription);
            if (gift.isEmpty()) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
            }
            boolean stopped = gift.isPresent() && isStopped(book, id.get());
            return gift.map(each -> new Monthly(each, stopped));
        } catch (LedgerUnavailableException e) {
            log.error("Donation {}: {}", id.get(), e.getMessage());
            DonorPages.unavailable(response);
            return Optional.empty();
        }
    }

    private void answer(HttpServletResponse response, int status, Donation gift, String state, FormFields fields)
            throws IOException {
        // The address itself is the donor's right: no other site is to learn it.
        response.setHeader("Referrer-Policy", "no-referrer");
        String id = gift.pledge().id().toString();
        String signature = fields.get("signature");
        var here = new HashMap<String, String>();
        pages.site().languages().forEach(tag -> here.put(tag, "/monthly?donation=" + id + "&signature=" + signature
                + "&lang=" + tag));
        answers.page(response, status, "monthly", fields.has("lang") ? fields.get("lang") : gift.pledge().language(),
                Map.of("state", state, "amount", gift.pledge().amount(), "donation", id, "signature", signature,
                        "here", here));
    }
}
