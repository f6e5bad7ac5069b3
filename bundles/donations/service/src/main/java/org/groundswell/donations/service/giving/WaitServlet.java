package org.groundswell.donations.service.giving;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.service.gateways.Providers;
import org.groundswell.donations.service.protection.Attempts;
import org.groundswell.donations.service.protection.Visitor;
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
 * The page of a donor who waits for the turn to pay: says the place, looks again by itself, and leads on. All it needs
 * stands in its address, so it works without cookies and scripts, in another tab and after a restart.
 */
@Port(port = "donations.wait")
@Component(service = Servlet.class)
@PublicServlet
@HttpWhiteboardServletPattern(SignedLinks.WAIT)
public final class WaitServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Ledger ledger;
    private final transient Giving giving;
    private final transient Attempts attempts;
    private final transient SignedLinks links;
    private final transient Pages pages;
    private final transient DonorPages answers;
    private final transient Refusal refusal;
    private final transient Clock clock = Clock.systemUTC();
    private final transient VisitorLog log = new VisitorLog(LoggerFactory.getLogger(WaitServlet.class));

    @Activate
    public WaitServlet(@Reference Ledger ledger, @Reference Giving giving, @Reference Attempts attempts,
            @Reference SignedLinks links, @Reference Pages pages, @Reference Providers providers) {
        this.ledger = ledger;
        this.giving = giving;
        this.attempts = attempts;
        this.links = links;
        this.pages = pages;
        this.answers = new DonorPages(pages, providers);
        this.refusal = new Refusal(pages, answers);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            look(request, response, FormFields.query(request));
        } catch (BadFormException e) {
            response.sendError(e.status());
        }
    }

    private void look(HttpServletRequest request, HttpServletResponse response, FormFields query) throws IOException {
        Optional<UUID> id = ResultPages.donationId(query);
        String provider = query.get("provider");
        try {
            if (id.isEmpty() || !links.allowsWait(id.get(), provider, query.get("signature"))) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
                return;
            }
            // The address itself is the donor's place: no other site is to learn it.
            response.setHeader("Referrer-Policy", "no-referrer");
            Optional<Donation> donation = ledger.donation(id.get());
            if (donation.isEmpty()) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
            } else {
                look(Visitor.of(request.getRemoteAddr(), donation.get().pledge().donor().email()), response,
                        donation.get(), query);
            }
        } catch (LedgerUnavailableException e) {
            log.error("Donation {}: {}", id.get(), e.getMessage());
            DonorPages.unavailable(response);
        }
    }

    private void look(Visitor visitor, HttpServletResponse response, Donation donation, FormFields query)
            throws IOException {
        Attempts.Standing tried = attempts.standing(visitor);
        if (donation.state() == DonationState.PLEDGED && tried != Attempts.Standing.FREE) {
            response.setHeader("Retry-After", tried == Attempts.Standing.DECLINED ? "1800"
                    : Long.toString(Attempts.TRIED.toSeconds()));
            response.sendError(DonorPages.TOO_MANY_REQUESTS);
            return;
        }
        String provider = query.get("provider");
        String language = query.has("lang") ? pages.site().languageOrDefault(query.get("lang"))
                : donation.pledge().language();
        Map<String, String> here = pages.site().languages().stream().collect(Collectors.toMap(tag -> tag,
                tag -> links.waiting(donation.pledge().id(), provider) + "&lang=" + tag));
        switch (giving.resume(donation, provider, DonationServlet.description(pages, donation.pledge()))) {
            case Giving.Next.Checkout checkout -> {
                attempts.opened(checkout.donation(), visitor);
                DonorPages.seeOther(response, checkout.uri().toString());
            }
            case Giving.Next.Known known -> DonorPages.seeOther(response, links.result(known.donation()));
            case Giving.Next.Refused no -> refused(response, no, provider);
            case Giving.Next.Waiting waiting -> answers.waiting(response, donation, language, here,
                    waiting.turn());
            case Giving.Next.NoPayment _ -> answers.closed(response, donation, language, here);
            case Giving.Next.Other other -> DonorPages.seeOther(response, links.result(other.donation()));
        }
    }

    /** Whoever waited for nothing is told what to mend; the same form would wait for nothing again. */
    private void refused(HttpServletResponse response, Giving.Next.Refused no, String provider) throws IOException {
        Donation donation = no.donation();
        FilledForm form = FilledForm.of(donation, pages.site());
        if (!form.checked().campaign().id().equals(donation.pledge().campaign())) {
            // There is no such form any more: that is said there.
            DonorPages.seeOther(response, links.canceled(donation.pledge().id()));
            return;
        }
        refusal.show(response, form.checked(), form.fields().with("provider", provider), no.about(),
                form.checked().campaign().isClosed(clock.instant()));
    }
}
