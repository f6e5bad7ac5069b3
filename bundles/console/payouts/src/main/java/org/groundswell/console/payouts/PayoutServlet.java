package org.groundswell.console.payouts;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.groundswell.console.api.AdminPages;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.donations.api.payouts.KeptLine;
import org.groundswell.donations.api.payouts.KeptPayout;
import org.groundswell.donations.api.payouts.PayoutBook;
import org.groundswell.pages.api.Pages;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.FormFields;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** One payout: first what nothing accounts for, then all of its lines. */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = "finance")
@HttpWhiteboardServletPattern("/payouts/payout")
public final class PayoutServlet extends PayoutPage {
    private static final long serialVersionUID = 1L;
    private static final int PAGE = 100;

    private final transient AdminPages frame;
    private final transient PayoutBook book;
    private final transient Pages pages;

    @Activate
    public PayoutServlet(@Reference AdminPages frame, @Reference PayoutBook book, @Reference Pages pages) {
        this.frame = frame;
        this.book = book;
        this.pages = pages;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(response, () -> {
            FormFields sent = FormFields.query(request);
            long after = number(sent.get("after"));
            Optional<KeptPayout> payout = book.payout(sent.get("provider"), sent.get("id"));
            if (payout.isEmpty()) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
            } else {
                show(request, response, payout.get(), after);
            }
        });
    }

    private void show(HttpServletRequest request, HttpServletResponse response, KeptPayout payout, long after)
            throws IOException {
        var shown = new PayoutValues(frame.language(request));
        List<KeptLine> lines = book.lines(payout.provider(), payout.id(), false, after, PAGE);
        var values = new HashMap<String, Object>();
        values.put("payout", shown.of(payout));
        values.put("lines", lines.stream().map(shown::of).toList());
        if (after == 0) {
            List<KeptLine> unexplained = book.lines(payout.provider(), payout.id(), true, 0, PAGE);
            values.put("unexplained", unexplained.stream().map(shown::of).toList());
            values.put("isMore", payout.unexplained() > unexplained.size());
        }
        if (lines.size() == PAGE) {
            values.put("next", Long.toString(lines.getLast().number()));
        }
        values.put("campaigns", shown.campaigns(pages));
        frame.show(request, response, PayoutServlet.class, "payout.ftlh", values);
    }

    private static long number(String after) throws BadFormException {
        if (!after.matches("[0-9]{0,18}")) {
            throw new BadFormException(HttpServletResponse.SC_BAD_REQUEST, "after: expected a number");
        }
        return after.isEmpty() ? 0 : Long.parseLong(after);
    }
}
