package org.groundswell.console.gifts;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.groundswell.console.api.AdminPages;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.console.api.Role;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.search.GiftHits;
import org.groundswell.donations.api.search.GiftSearch;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.FormFields;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** All gifts, or those that are looked for, the latest first. */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = {"viewer", "editor", "finance"}, org_groundswell_admin_menu = "menu.gifts",
        org_groundswell_admin_order = 20)
@HttpWhiteboardServletPattern("/gifts")
public final class ListServlet extends Page {
    private static final long serialVersionUID = 1L;
    private static final int PAGE = 50;

    private final transient AdminPages pages;
    private final transient Ledger ledger;
    private final transient GiftSearch search;
    private final transient Choices choices;

    @Activate
    public ListServlet(@Reference AdminPages pages, @Reference Ledger ledger, @Reference GiftSearch search,
            @Reference Choices choices) {
        this.pages = pages;
        this.ledger = ledger;
        this.search = search;
        this.choices = choices;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(response, () -> show(request, response));
    }

    private void show(HttpServletRequest request, HttpServletResponse response) throws BadFormException, IOException {
        FormFields sent = FormFields.query(request);
        Filters filters = Filters.of(sent, choices.site().zone());
        String language = pages.language(request).toLanguageTag();
        var values = new HashMap<String, Object>();
        values.put("filters", filters.fields());
        values.put("address", filters.address());
        values.put("states", Arrays.stream(DonationState.values()).map(DonationState::name).toList());
        Map<String, String> gateways = choices.gateways(language);
        values.put("providers", Choices.providers(gateways));
        values.put("labels", gateways);
        values.put("campaigns", choices.campaigns(language));
        values.put("mayEnter", request.isUserInRole(Role.FINANCE.id()));
        if (filters.query().isAll()) {
            newest(sent.get("before"), values);
        } else {
            found(filters, sent.get("before"), values);
        }
        pages.show(request, response, ListServlet.class, "gifts.ftlh", values);
    }

    private void newest(String before, Map<String, Object> values) throws BadFormException {
        try {
            List<Donation> page = ledger.newest(before.isEmpty() ? null : UUID.fromString(before), PAGE);
            values.put("gifts", page.stream().map(GiftValues::of).toList());
            if (page.size() == PAGE) {
                values.put("next", page.getLast().pledge().id().toString());
            }
        } catch (IllegalArgumentException e) {
            throw new BadFormException(400, "before: expected a gift's number");
        }
    }

    private void found(Filters filters, String before, Map<String, Object> values) throws BadFormException {
        if (!before.matches("[0-9]{0,18}")) {
            throw new BadFormException(400, "before: expected a number");
        }
        GiftHits hits = search.find(filters.query(), before.isEmpty() ? 0 : Long.parseLong(before), PAGE);
        values.put("gifts", hits.donations().stream().flatMap(id -> ledger.donation(id).stream())
                .map(GiftValues::of).toList());
        if (hits.next() > 0) {
            values.put("next", Long.toString(hits.next()));
        }
        values.put("count", search.count(filters.query()));
        values.put("most", GiftSearch.MOST_COUNTED);
        values.put("behind", search.behind().isPresent());
    }
}
