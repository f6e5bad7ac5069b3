package org.groundswell.studio;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.groundswell.console.api.AdminPages;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.edge.api.PublicAddress;
import org.groundswell.pages.api.Campaign;
import org.groundswell.pages.api.Pages;
import org.groundswell.pages.api.Site;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Tells an admin which address to give to the broadcaster. */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = {"viewer", "editor", "operator"}, org_groundswell_admin_menu = "menu.studio",
        org_groundswell_admin_order = 45)
@HttpWhiteboardServletPattern("/studio")
public final class StudioServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient AdminPages frame;
    private final transient Pages pages;
    private final transient PublicAddress address;

    @Activate
    public StudioServlet(@Reference AdminPages frame, @Reference Pages pages, @Reference PublicAddress address) {
        this.frame = frame;
        this.pages = pages;
        this.address = address;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Site site = pages.site();
        var screens = new ArrayList<Map<String, String>>();
        for (Campaign campaign : site.campaigns()) {
            for (String language : site.languages()) {
                Locale locale = Locale.forLanguageTag(language);
                screens.add(Map.of("campaign", pages.campaignTitle(language, campaign.id(), campaign.id()), "language",
                        locale.getDisplayName(locale), "tag", language, "address",
                        address.base() + StudioScreens.path(language, campaign.id())));
            }
        }
        frame.show(request, response, StudioServlet.class, "studio.ftlh", Map.of("screens", screens, "backgrounds",
                List.of("transparent", "green", "blue", "magenta", "black"), "parts", List.of("total", "names", "give")));
    }
}
