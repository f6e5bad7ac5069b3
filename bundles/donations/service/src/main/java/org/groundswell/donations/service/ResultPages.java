package org.groundswell.donations.service;

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
import org.groundswell.edge.api.PublicServlet;
import org.groundswell.kernel.api.Port;
import org.groundswell.pages.api.Pages;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /{lang}/thanks} and {@code /{lang}/sorry} of one donation: says what the ledger says, no more. The pattern
 * is as wide as the languages are many; what is not a result page is not found.
 */
@Port(port = "donations.results")
@Component(service = Servlet.class)
@PublicServlet
@HttpWhiteboardServletPattern("/*")
public final class ResultPages extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(ResultPages.class);

    private final transient Ledger ledger;
    private final transient Pages pages;
    private final transient Answers answers;
    private final transient SignedLinks links;

    @Activate
    public ResultPages(@Reference Ledger ledger, @Reference Pages pages, @Reference Providers providers,
            @Reference SignedLinks links) {
        this.ledger = ledger;
        this.pages = pages;
        this.links = links;
        this.answers = new Answers(pages, providers);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String[] path = String.valueOf(request.getPathInfo()).split("/", -1);
        boolean known = path.length == 3 && pages.site().languages().contains(path[1])
                && (path[2].equals("thanks") || path[2].equals("sorry"));
        try {
            Optional<Donation> donation = known ? donationId(request).flatMap(ledger::donation) : Optional.empty();
            if (donation.isEmpty()) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
            } else {
                show(response, path[1], path[2], donation.get());
            }
        } catch (LedgerUnavailableException e) {
            LOG.error("A result page could not be shown: {}", e.getMessage());
            Answers.unavailable(response);
        }
    }

    private void show(HttpServletResponse response, String language, String page, Donation donation)
            throws IOException {
        String right = Answers.resultPath(donation);
        if (right.startsWith("/" + language + "/" + page + "?")) {
            boolean stoppable = donation.pledge().monthly() && donation.hasSubscription();
            answers.result(response, page, language, donation,
                    stoppable ? links.stop(donation.pledge().id()).toString() : "");
        } else {
            Answers.seeOther(response, right);
        }
    }

    /** The donation a request asks for, or nothing where it names none. */
    static Optional<UUID> donationId(HttpServletRequest request) {
        try {
            return Optional.ofNullable(request.getParameter("donation")).map(UUID::fromString);
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }
}
