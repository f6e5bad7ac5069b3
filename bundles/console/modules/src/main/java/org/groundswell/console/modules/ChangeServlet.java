package org.groundswell.console.modules;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.console.api.AuditLog;
import org.groundswell.shared.deploy.DeployFiles;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.FormFields;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** One click: back to the jar before, a feature more, a file less. */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = "operator")
@HttpWhiteboardServletPattern("/modules/change")
public final class ChangeServlet extends Page {
    private static final long serialVersionUID = 1L;

    private final transient Node node;
    private final transient Features features;
    private final transient Swaps swaps;
    private final transient AuditLog audit;

    @Activate
    public ChangeServlet(@Reference Node node, @Reference Features features, @Reference Swaps swaps,
            @Reference AuditLog audit) {
        this.node = node;
        this.features = features;
        this.swaps = swaps;
        this.audit = audit;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(response, () -> {
            FormFields form = FormFields.read(request);
            Instant since = Instant.now();
            String name = form.get("name");
            switch (form.get("do")) {
                case "back" -> back(request, name);
                case "add" -> add(request, name);
                case "remove" -> remove(request, name);
                default -> throw new BadFormException(400, "do: expected back, add or remove");
            }
            seeWhatBecomesOfIt(response, since);
        });
    }

    private void back(HttpServletRequest request, String name) throws BadFormException, IOException {
        if (node.module(name).isEmpty()) {
            throw new BadFormException(404, "name: no bundle has it");
        }
        audit.note(request, "module.back", name, "");
        swaps.back(name);
    }

    private void add(HttpServletRequest request, String name) throws BadFormException, IOException {
        Optional<Path> file = features.file(name);
        if (file.isEmpty()) {
            throw new BadFormException(404, "name: no feature has it");
        }
        audit.note(request, "module.add", name, "");
        try (InputStream content = Files.newInputStream(file.get())) {
            features.files().write(name, content);
        }
    }

    private void remove(HttpServletRequest request, String name) throws BadFormException, IOException {
        if (!DeployFiles.isName(name) || !features.isDeployed(name)) {
            throw new BadFormException(404, "name: no file in deploy/ has it");
        }
        audit.note(request, "module.remove", name, "");
        features.files().remove(name);
    }
}
