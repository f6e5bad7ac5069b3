package org.groundswell.console.site;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.pages.api.editing.TextChange;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.FormFields;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** A picture, also one that no visitor sees yet. */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = "editor")
@HttpWhiteboardServletPattern(PictureFileServlet.PATTERN)
public final class PictureFileServlet extends SitePage {
    static final String PATTERN = "/site/picture";
    private static final long serialVersionUID = 1L;
    private static final Map<String, String> TYPES = Map.of("jpg", "image/jpeg", "jpeg", "image/jpeg", "png", "image/png",
            "gif", "image/gif", "webp", "image/webp", "avif", "image/avif");

    private final transient SiteDesk desk;

    @Activate
    public PictureFileServlet(@Reference SiteDesk desk) {
        this.desk = desk;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(response, () -> {
            String file = FormFields.query(request).get("file");
            if (!TextChange.isPicture(file)) {
                throw new BadFormException(404, "file: expected a picture of the site");
            }
            byte[] bytes = desk.pictures().file(file).orElseThrow(() -> new BadFormException(404, "file: there is none"));
            response.setContentType(TYPES.get(file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)));
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.getOutputStream().write(bytes);
        });
    }
}
