package org.groundswell.console.gifts;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.groundswell.console.api.AdminPages;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.console.api.Role;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Ledger;
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
        Listing listing = Listing.of(ledger, search, filters.query(), sent.get("before"), PAGE);
        values.put("gifts", listing.gifts().stream().map(GiftValues::of).toList());
        if (!listing.next().isEmpty()) {
            values.put("next", listing.next());
        }
        listing.count().ifPresent(count -> values.put("count", count));
        values.put("most", GiftSearch.MOST_COUNTED);
        values.put("behind", listing.behind());
        pages.show(request, response, ListServlet.class, "gifts.ftlh", values);
    }
}
