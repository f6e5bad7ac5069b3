package org.groundswell.console.tonight;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.groundswell.console.api.AdminPages;
import org.groundswell.console.api.LandingPage;
import org.groundswell.console.api.Role;
import org.groundswell.console.tonight.Evening.Gift;
import org.groundswell.donations.api.Totals;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tonight: the figures, their curves, the last gifts. Whoever only enters gifts by phone lands elsewhere. */
@Component
public final class EveningPage implements LandingPage {
    /** Who sees figures. */
    private static final Set<Role> ROLES = Set.of(Role.VIEWER, Role.EDITOR, Role.FINANCE, Role.OPERATOR);
    private static final Set<Role> WITH_GIFTS = Set.of(Role.VIEWER, Role.EDITOR, Role.FINANCE);

    private static final Set<Role> WITH_NAMES = Set.of(Role.EDITOR, Role.FINANCE);

    private final AdminPages pages;
    private final EveningSource source;
    private final Curves curves;

    @Activate
    public EveningPage(@Reference AdminPages pages, @Reference EveningSource source, @Reference Curves curves) {
        this.pages = pages;
        this.source = source;
        this.curves = curves;
    }

    @Override
    public boolean show(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!isAny(request, ROLES)) {
            return false;
        }
        Locale locale = pages.language(request);
        Evening evening = source.now();
        var values = new HashMap<String, Object>();
        values.put("cells", source.cells(locale, curves.zone(), seesNames(request)).of(evening));
        values.put("campaigns", campaigns(evening, locale.toLanguageTag()));
        values.put("gateways", evening.gateways().stream().map(each -> Map.of("name", each.provider(), "standing",
                each.standing().name())).toList());
        values.put("latest", evening.latest().stream().map(Gift::id).map(Object::toString).toList());
        values.put("mayOpenGifts", isAny(request, WITH_GIFTS));
        values.put("table", curves.table());
        values.put("nodes", evening.nodes().isPresent() ? Cells.NODES : 0);
        values.put("files", ChartFiles.ADDRESSES);
        pages.show(request, response, EveningPage.class, "tonight.ftlh", values);
        return true;
    }

    private List<Map<String, Object>> campaigns(Evening evening, String language) {
        var campaigns = new ArrayList<Map<String, Object>>();
        for (Totals each : evening.raised()) {
            campaigns.add(Map.of("id", each.campaign(), "title", source.title(language, each.campaign()), "isTest",
                    each.isTest()));
        }
        return campaigns;
    }

    /** Of donors, also those that the public does not see. */
    static boolean seesNames(HttpServletRequest request) {
        return isAny(request, WITH_NAMES);
    }

    private static boolean isAny(HttpServletRequest request, Set<Role> roles) {
        return roles.stream().anyMatch(each -> request.isUserInRole(each.id()));
    }
}
