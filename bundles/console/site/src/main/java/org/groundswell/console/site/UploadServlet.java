package org.groundswell.console.site;

import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.console.api.AuditLog;
import org.groundswell.console.site.pictures.PictureProcess;
import org.groundswell.console.site.pictures.PictureProcess.Width;
import org.groundswell.console.site.pictures.RefusedPictureException;
import org.groundswell.kernel.api.health.DiskReserve;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.shared.files.PrivateFiles;
import org.groundswell.shared.forms.FormFields;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletMultipart;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a picture from somebody's disk. What it is kept as is made of its pixels alone. */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = "editor")
@HttpWhiteboardServletPattern(UploadServlet.PATTERN)
@HttpWhiteboardServletMultipart(maxFileSize = UploadServlet.MOST_SENT, maxRequestSize = UploadServlet.MOST_SENT + 65_536,
        fileSizeThreshold = 65_536)
public final class UploadServlet extends SitePage {
    static final String PATTERN = "/site/pictures/upload";
    static final long LARGEST = 15_000_000;
    /** Beyond it the connection ends without a word; up to here it is said what is too large. */
    static final long MOST_SENT = 50_000_000;
    static final Set<String> PROBLEMS = Set.of("kind", "pixels", "broken", "slow", "newer", "large", "nothing",
            "empty", "disk", "failed");
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(UploadServlet.class);

    private final transient SiteDesk desk;
    private final transient AuditLog audit;
    private final transient PictureProcess process;
    private final transient Path folder;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile DiskReserve reserve;

    @Activate
    public UploadServlet(BundleContext context, @Reference SiteDesk desk, @Reference AuditLog audit) throws IOException {
        this(desk, audit, NodeFolder.of(context).data().resolve("console/site/upload"),
                Path.of(System.getProperty("java.io.tmpdir")));
    }

    /**
     * @param folder    of its own, for what is sent
     * @param temporary where the servlet container keeps what it receives
     */
    UploadServlet(SiteDesk desk, AuditLog audit, Path folder, Path temporary) throws IOException {
        this.desk = desk;
        this.audit = audit;
        this.folder = PrivateFiles.folder(folder);
        this.process = new PictureProcess(folder);
        // The pictures as they were sent, with the place where they were taken.
        Leftovers.delete(folder, "sent*.part");
        Leftovers.delete(temporary, "upload_*.tmp");
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(response, () -> {
            FormFields sent = FormFields.query(request);
            Optional<Item> item = sent.has("text") && !sent.get("text").isEmpty() ? Optional.of(item(sent.get("text")))
                    : Optional.empty();
            DiskReserve room = reserve;
            if (room != null && room.shortage().isPresent()) {
                problem(response, item, "disk");
                return;
            }
            try {
                Part part = request.getPart("file");
                if (part == null || part.getSize() == 0) {
                    boolean isChosen = part != null && part.getSubmittedFileName() != null && !part.getSubmittedFileName().isEmpty();
                    problem(response, item, isChosen ? "empty" : "nothing");
                    return;
                }
                if (part.getSize() > LARGEST) {
                    part.delete();
                    problem(response, item, "large");
                    return;
                }
                String name = take(request, part);
                see(response, item.map(each -> address(each) + "&picture=" + URLEncoder.encode(name, StandardCharsets.UTF_8)
                        + "#picture").orElse(PicturesServlet.ADDRESS + "?did=added"));
            } catch (ServletException e) {
                response.sendError(HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE);
            } catch (IllegalStateException e) {
                problem(response, item, "large");
            } catch (RefusedPictureException e) {
                problem(response, item, e.refusal().name().toLowerCase(Locale.ROOT));
            } catch (EOFException e) {
                // The request ends too early: its sender has gone, or does not know how to write one.
                throw e;
            } catch (IOException e) {
                LOG.warn("A picture could not be kept: {}", e.toString());
                problem(response, item, "failed");
            }
        });
    }

    private static void problem(HttpServletResponse response, Optional<Item> item, String what) {
        see(response, PicturesServlet.ADDRESS + "?problem=" + what + item.map(each -> "&text="
                + URLEncoder.encode(each.id(), StandardCharsets.UTF_8)).orElse(""));
    }

    private String take(HttpServletRequest request, Part part) throws IOException {
        Path file = Files.createTempFile(folder, "sent", ".part");
        try {
            try (InputStream in = part.getInputStream()) {
                Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
            }
            List<Width> widths = process.make(file);
            String sent = part.getSubmittedFileName();
            String name = desk.pictures().add(sent == null ? "" : sent, widths);
            audit.note(request, "site.picture-add", name, "");
            return name;
        } finally {
            Files.deleteIfExists(file);
            part.delete();
        }
    }
}
