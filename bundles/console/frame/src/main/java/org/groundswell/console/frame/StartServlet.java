package org.groundswell.console.frame;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.console.api.LandingPage;
import org.groundswell.console.api.Role;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.Totals;
import org.groundswell.pages.api.Campaign;
import org.groundswell.pages.api.Pages;
import org.groundswell.stats.api.Statistics;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Where one lands: what was raised, how many are here, and what one may do. Who enters gifts by phone sees no figures. */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = AdminServlet.SIGNED_IN, org_groundswell_admin_menu = "menu.start",
        org_groundswell_admin_order = 0)
@HttpWhiteboardServletPattern(StartServlet.PATTERN)
public final class StartServlet extends HttpServlet {
    static final String PATTERN = "/start";
    private static final long serialVersionUID = 1L;
    private static final int MOST_CAMPAIGNS = 6;

    private final transient FramePages frame;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile Ledger ledger;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile Pages site;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile Statistics statistics;
    /** The lowest rank first. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile List<LandingPage> landings = List.of();

    @Activate
    public StartServlet(@Reference FramePages frame) {
        this.frame = frame;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        for (LandingPage each : landings.reversed()) {
            if (each.show(request, response)) {
                return;
            }
        }
        boolean sees = AdminRequest.person(request).map(each -> each.roles().stream().anyMatch(role -> role != Role.PHONE))
                .orElse(false);
        List<Map<String, Object>> entries = frame.entries(request).stream()
                .filter(each -> !each.get("address").equals(AdminContext.PATH + PATTERN)).toList();
        if (!sees && entries.size() == 1) {
            // Who comes for one thing only lands there.
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            response.setHeader("Location", (String) entries.getFirst().get("address"));
            return;
        }
        var values = new HashMap<String, Object>();
        values.put("raised", sees ? raised(frame.language(request).toLanguageTag()) : List.of());
        Statistics figures = statistics;
        if (sees && figures != null) {
            var now = figures.snapshot();
            values.put("visitors", now.visitorsNow());
            values.put("gifts", now.donationsLastMinute());
            values.put("slowest", Math.round(now.latency().p99Micros() / 1000.0));
        }
        values.put("entries", entries);
        frame.show(request, response, StartServlet.class, "start.ftlh", values);
    }

    private List<Map<String, Object>> raised(String language) {
        Ledger book = ledger;
        Pages pages = site;
        if (book == null || pages == null) {
            return List.of();
        }
        var raised = new ArrayList<Map<String, Object>>();
        String spoken = pages.site().languageOrDefault(language);
        try {
            for (Campaign each : pages.site().campaigns().stream().limit(MOST_CAMPAIGNS).toList()) {
                Totals totals = book.totals(each.id(), each.goal().getCurrencyUnit());
                raised.add(Map.of("campaign", pages.campaignTitle(spoken, each.id(), each.id()), "money",
                        totals.raised(), "gifts", totals.donations(), "isTest", totals.isTest()));
            }
        } catch (LedgerUnavailableException e) {
            return List.of();
        }
        return raised;
    }
}
