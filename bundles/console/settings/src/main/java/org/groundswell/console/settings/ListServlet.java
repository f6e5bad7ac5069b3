package org.groundswell.console.settings;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.groundswell.console.api.AdminPages;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.kernel.api.settings.Setting;
import org.groundswell.kernel.api.settings.SettingsForm;
import org.groundswell.kernel.api.settings.SettingsForms;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** All that can be set. */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = "operator", org_groundswell_admin_menu = "menu.settings",
        org_groundswell_admin_order = 710)
@HttpWhiteboardServletPattern("/settings")
public final class ListServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient AdminPages pages;
    private final transient SettingsForms forms;

    @Activate
    public ListServlet(@Reference AdminPages pages, @Reference SettingsForms forms) {
        this.pages = pages;
        this.forms = forms;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        List<Map<String, Object>> all = forms.all().stream().sorted(Comparator.comparing(SettingsForm::title)
                .thenComparing(SettingsForm::pid)).map(ListServlet::shown).toList();
        pages.show(request, response, ListServlet.class, "settings.ftlh", Map.of("forms", all));
    }

    private static Map<String, Object> shown(SettingsForm form) {
        List<String> set = form.settings().stream().filter(Setting::isSet).map(Setting::key).toList();
        return Map.of("pid", form.pid(), "title", form.title().isEmpty() ? form.pid() : form.title(), "isFactory",
                form.isFactory(), "set", set, "hasProblems", !form.problems().isEmpty());
    }
}
