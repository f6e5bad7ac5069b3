package org.groundswell.console.modules;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.groundswell.console.api.AdminPages;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.shared.forms.FormFields;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** One module: what it does for whom, what a swap of it means, and what was done to it. */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = "operator")
@HttpWhiteboardServletPattern("/modules/module")
public final class ModuleServlet extends Page {
    private static final long serialVersionUID = 1L;
    private static final int LATEST = 30;

    private final transient AdminPages pages;
    private final transient Node node;

    @Activate
    public ModuleServlet(@Reference AdminPages pages, @Reference Node node) {
        this.pages = pages;
        this.node = node;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(response, () -> {
            Optional<Module> module = node.module(FormFields.query(request).get("name"));
            if (module.isEmpty()) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
            } else {
                show(request, response, module.get());
            }
        });
    }

    private void show(HttpServletRequest request, HttpServletResponse response, Module module) throws IOException {
        var values = new HashMap<String, Object>();
        List<Service> services = node.services().stream().filter(each -> each.concerns(module.name())).toList();
        Trial trial = node.trial();
        values.put("module", ModuleValues.of(module, services));
        values.put("affected", node.affected(module.name()).stream().map(Module::shortName).toList());
        values.put("mayGoBack", trial.wasChanged(module.name()));
        values.put("history", trial.latest(module.name(), LATEST).stream().map(ModuleValues::of).toList());
        Picture.addTo(values, services, node.modules().stream().collect(Collectors.toMap(Module::name,
                each -> each.name().equals(module.name()) ? "module here" : "module", (one, _) -> one)));
        values.put("files", FilesServlet.ADDRESSES);
        pages.show(request, response, ModuleServlet.class, "module.ftlh", values);
    }
}
