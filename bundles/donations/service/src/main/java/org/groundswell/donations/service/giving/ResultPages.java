package org.groundswell.donations.service.giving;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.gifts.GiftBook;
import org.groundswell.donations.service.gateways.Providers;
import org.groundswell.edge.api.PublicServlet;
import org.groundswell.kernel.api.ports.Port;
import org.groundswell.pages.api.Pages;
import org.groundswell.pages.api.Site;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.FormFields;
import org.groundswell.shared.visitors.VisitorLog;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.LoggerFactory;

/**
 * {@code /{lang}/thanks} and {@code /{lang}/sorry} of one donation: says what the ledger says, no more. The number by
 * itself shows the state only; what the donor alone may see and do needs the node's signature. The
 * pattern is as wide as the languages are many: forms that an address fills are answered here, too, and what else is not
 * a result page is not found.
 */
@Port(port = "donations.results")
@Component(service = Servlet.class)
@PublicServlet
@HttpWhiteboardServletPattern("/*")
public final class ResultPages extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Ledger ledger;
    private final transient GiftBook book;
    private final transient Pages pages;
    private final transient DonorPages answers;
    private final transient AskedForm form;
    private final transient SignedLinks links;
    private final transient VisitorLog log = new VisitorLog(LoggerFactory.getLogger(ResultPages.class));

    @Activate
    public ResultPages(@Reference Ledger ledger, @Reference GiftBook book, @Reference Pages pages,
            @Reference Providers providers, @Reference SignedLinks links) {
        this.ledger = ledger;
        this.book = book;
        this.pages = pages;
        this.links = links;
        this.answers = new DonorPages(pages, providers);
        this.form = new AskedForm(pages, answers);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String[] path = String.valueOf(request.getPathInfo()).split("/", -1);
        boolean known = path.length == 3 && pages.site().languages().contains(path[1])
                && (path[2].equals("thanks") || path[2].equals("sorry"));
        if (form.show(request, response, path) || !known && isHomeOf(path, request, response)) {
            return;
        }
        try {
            FormFields query = FormFields.query(request);
            Optional<Donation> donation = known ? donationId(query).flatMap(ledger::donation) : Optional.empty();
            if (donation.isEmpty()) {
                if (!known) {
                    request.setAttribute(PublicServlet.NOT_MINE, Boolean.TRUE);
                }
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
            } else {
                show(response, path[1], path[2], donation.get(), query.get("signature"));
            }
        } catch (BadFormException e) {
            response.sendError(e.status());
        } catch (LedgerUnavailableException e) {
            log.error("A result page could not be shown: {}", e.getMessage());
            DonorPages.unavailable(response);
        }
    }

    /** The first campaign's page is the home page; which one is the first may change. */
    private boolean isHomeOf(String[] path, HttpServletRequest request, HttpServletResponse response) {
        Site site = pages.site();
        boolean home = path.length == 3 && site.languages().contains(path[1])
                && path[2].equals(site.campaignOrDefault(null).id());
        if (home) {
            String query = request.getQueryString();
            boolean sayable = query != null && query.chars().allMatch(each -> each > ' ' && each < 127);
            DonorPages.seeOther(response, "/" + path[1] + "/" + (sayable ? "?" + query : ""));
        }
        return home;
    }

    private void show(HttpServletResponse response, String language, String page, Donation donation,
            String signature) throws IOException {
        boolean signed = links.allowsResult(donation.pledge().id(), signature);
        Map<String, String> here = pages.site().languages().stream().collect(Collectors.toMap(tag -> tag,
                tag -> signed ? links.result(donation, tag) : SignedLinks.unsignedResult(donation, tag)));
        // The address itself is the donor's right: no other site is to learn it.
        response.setHeader("Referrer-Policy", "no-referrer");
        if (!SignedLinks.page(donation).equals(page)) {
            DonorPages.seeOther(response, here.get(language));
        } else if (!signed) {
            answers.state(response, page, language, donation, here);
        } else {
            boolean stoppable = donation.pledge().monthly() && donation.hasSubscription();
            boolean ended = stoppable && StopServlet.isStopped(book, donation.pledge().id());
            answers.result(response, page, language, donation, Map.of("here", here, "ended", ended,
                    "stop", stoppable && !ended ? links.stop(donation.pledge().id()).toString() : "",
                    "again", links.canceled(donation.pledge().id())));
        }
    }

    /** The donation that the fields name, or nothing where they name none. */
    static Optional<UUID> donationId(FormFields fields) {
        try {
            return Optional.of(UUID.fromString(fields.get("donation")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
