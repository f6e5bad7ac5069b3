package org.groundswell.console.payouts;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.groundswell.console.api.AdminPages;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.donations.api.payouts.PayoutBook;
import org.groundswell.donations.api.payouts.PayoutList;
import org.groundswell.pages.api.Pages;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.FormFields;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** All payouts, the latest first, and the files for the accountant. */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = "finance", org_groundswell_admin_menu = "menu.payouts",
        org_groundswell_admin_order = 25)
@HttpWhiteboardServletPattern("/payouts")
public final class PayoutsServlet extends PayoutPage {
    private static final long serialVersionUID = 1L;
    private static final int PAGE = 50;
    /** As far back as payouts are read by default. */
    private static final int MONTHS = 14;

    private final transient AdminPages frame;
    private final transient PayoutBook book;
    private final transient Pages pages;

    @Activate
    public PayoutsServlet(@Reference AdminPages frame, @Reference PayoutBook book, @Reference Pages pages) {
        this.frame = frame;
        this.book = book;
        this.pages = pages;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(response, () -> show(request, response));
    }

    /** Has the gateways asked; reloading the page that follows asks nobody. */
    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        book.readNow();
        see(response, "/admin/payouts?done=asked");
    }

    private void show(HttpServletRequest request, HttpServletResponse response) throws BadFormException, IOException {
        FormFields sent = FormFields.query(request);
        Locale language = frame.language(request);
        var shown = new PayoutValues(language);
        PayoutList page = page(sent.get("next"));
        var values = new HashMap<String, Object>();
        values.put("payouts", page.payouts().stream().map(shown::of).toList());
        values.put("next", page.next());
        values.put("problems", book.problems().entrySet().stream().map(each -> Map.of("gateway",
                PayoutValues.gateway(each.getKey()), "why", each.getValue())).toList());
        book.asked().ifPresent(at -> values.put("asked", at));
        values.put("isAsked", sent.get("done").equals("asked"));
        values.put("months", shown.months(YearMonth.now(pages.site().zone()), MONTHS));
        values.put("campaigns", shown.campaigns(pages));
        frame.show(request, response, PayoutsServlet.class, "payouts.ftlh", values);
    }

    private PayoutList page(String next) throws BadFormException {
        try {
            return book.payouts(next, PAGE);
        } catch (IllegalArgumentException e) {
            throw new BadFormException(HttpServletResponse.SC_BAD_REQUEST, e.getMessage());
        }
    }
}
