package org.groundswell.console.modules;

import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.console.api.AuditLog;
import org.groundswell.kernel.api.health.DiskReserve;
import org.groundswell.shared.deploy.DeployFiles;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletMultipart;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * Takes a jar or a feature file. The jar of a bundle that is there goes to the keeper; what is new goes to {@code deploy/}, so
 * that it can be taken away again.
 */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = "operator")
@HttpWhiteboardServletPattern("/modules/upload")
@HttpWhiteboardServletMultipart(maxFileSize = UploadServlet.LARGEST, maxRequestSize = UploadServlet.LARGEST + 65_536,
        fileSizeThreshold = 65_536)
public final class UploadServlet extends Page {
    /** Bytes; as {@code kernel/upload} takes unless it is told otherwise. */
    static final long LARGEST = 100L << 20;
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_NAME = 90;

    private final transient Node node;
    private final transient Features features;
    private final transient Swaps swaps;
    private final transient AuditLog audit;
    private final transient Overview page;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile DiskReserve reserve;

    @Activate
    public UploadServlet(@Reference Node node, @Reference Features features, @Reference Swaps swaps,
            @Reference AuditLog audit, @Reference Overview page) {
        this.node = node;
        this.features = features;
        this.swaps = swaps;
        this.audit = audit;
        this.page = page;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        DiskReserve room = reserve;
        if (room != null && room.shortage().isPresent()) {
            page.refused(request, response, 507, "problem.disk");
            return;
        }
        Part part;
        try {
            part = request.getPart("file");
        } catch (ServletException e) {
            response.sendError(HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE);
            return;
        } catch (IOException | IllegalStateException e) {
            page.refused(request, response, HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE, "problem.large");
            return;
        }
        String name = part == null ? "" : name(part.getSubmittedFileName());
        if (part == null || part.getSize() == 0) {
            page.refused(request, response, UNPROCESSABLE, "problem.nothing");
        } else if (!DeployFiles.isName(name)) {
            page.refused(request, response, UNPROCESSABLE, "problem.kind");
        } else {
            Instant since = Instant.now();
            audit.note(request, "module.put", name, "");
            put(part, name);
            seeWhatBecomesOfIt(response, since);
        }
    }

    private void put(Part part, String name) throws IOException {
        Path jar = swaps.folder().resolve(name);
        boolean isTheKeepers = false;
        try {
            try (InputStream content = part.getInputStream()) {
                Files.copy(content, jar);
            }
            Optional<String> bundle = name.endsWith(".json") ? Optional.of("") : Swaps.symbolicName(jar);
            if (bundle.isEmpty() || node.module(bundle.get()).isPresent()) {
                isTheKeepers = true;
                swaps.begin(jar, bundle.orElse(""));
            } else {
                try (InputStream content = Files.newInputStream(jar)) {
                    features.files(LARGEST).write(name, content);
                }
            }
        } finally {
            if (!isTheKeepers) {
                Swaps.remove(jar);
            }
            part.delete();
        }
    }

    /** The last part of what a browser says, in letters that a file in {@code deploy/} may have. */
    static String name(String submitted) {
        if (submitted == null) {
            return "";
        }
        String last = submitted.replaceFirst("(?s)^.*[/\\\\]", "");
        String clean = last.replaceAll("[^A-Za-z0-9._-]+", "-").replaceFirst("^[^A-Za-z0-9]+", "");
        int dot = clean.lastIndexOf('.');
        return clean.length() <= LONGEST_NAME || dot < 0 ? clean
                : clean.substring(0, Math.min(dot, LONGEST_NAME)) + clean.substring(dot);
    }
}
