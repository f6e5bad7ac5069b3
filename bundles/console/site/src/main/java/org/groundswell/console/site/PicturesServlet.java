package org.groundswell.console.site;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.groundswell.console.api.AdminPages;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.console.api.AuditLog;
import org.groundswell.pages.api.editing.Publication;
import org.groundswell.pages.api.editing.SitePicture;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.FormFields;
import org.groundswell.shared.forms.LargeForm;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** All pictures: those of the site with who uses them, and those that wait for a text. */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = "editor")
@HttpWhiteboardServletPattern(PicturesServlet.PATTERN)
public final class PicturesServlet extends SitePage {
    static final String PATTERN = "/site/pictures";
    static final String ADDRESS = "/admin" + PATTERN;
    private static final long serialVersionUID = 1L;
    private static final int MOST_FIELDS = 5;
    private static final Set<String> DID = Set.of("added", "away", "forgotten");

    private final transient AdminPages pages;
    private final transient SiteDesk desk;
    private final transient AuditLog audit;

    @Activate
    public PicturesServlet(@Reference AdminPages pages, @Reference SiteDesk desk, @Reference AuditLog audit) {
        this.pages = pages;
        this.desk = desk;
        this.audit = audit;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(response, () -> {
            FormFields sent = FormFields.query(request);
            var values = new HashMap<String, Object>();
            if (DID.contains(sent.get("did"))) {
                values.put("did", "picture." + sent.get("did"));
            }
            if (UploadServlet.PROBLEMS.contains(sent.get("problem"))) {
                values.put("problem", sent.get("problem"));
            }
            values.put("item", sent.has("text") && !sent.get("text").isEmpty() ? item(sent.get("text")).id() : "");
            show(request, response, values);
        });
    }

    private void show(HttpServletRequest request, HttpServletResponse response, Map<String, Object> values)
            throws IOException {
        values.put("style", FilesServlet.STYLE_ADDRESS);
        values.put("waiting", desk.pictures().waiting().stream().map(each -> Map.of("file", each, "name",
                PictureShelf.written(each), "source", source(each))).toList());
        values.put("pictures", desk.pictures().ofSite().stream().map(each -> Map.of("file", each.file(), "name",
                PictureShelf.written(each.file()), "source", source(each.smaller().isEmpty() ? each.file()
                        : each.smaller().getFirst()), "width", each.width(), "height", each.height(), "kilobytes",
                Math.max(1, each.bytes() / 1000), "usedBy", each.usedBy())).toList());
        pages.show(request, response, PicturesServlet.class, "pictures.ftlh", values);
    }

    static String source(String file) {
        return "/admin" + PictureFileServlet.PATTERN + "?file=" + URLEncoder.encode(file, StandardCharsets.UTF_8);
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(response, () -> {
            Map<String, String> form = LargeForm.read(request, MOST_FIELDS);
            String file = form.getOrDefault("file", "");
            switch (form.getOrDefault("do", "")) {
                case "away" -> takeAway(request, response, file);
                case "forget" -> {
                    if (!desk.pictures().waiting().contains(file)) {
                        throw new BadFormException(404, "file: expected a picture that waits");
                    }
                    List<String> named = namedBy(file);
                    if (!named.isEmpty()) {
                        used(request, response, named);
                        return;
                    }
                    audit.note(request, "site.picture-delete", file, "");
                    desk.pictures().forget(file);
                    see(response, ADDRESS + "?did=forgotten");
                }
                default -> throw new BadFormException(400, "do: expected away or forget");
            }
        });
    }

    private void takeAway(HttpServletRequest request, HttpServletResponse response, String file)
            throws BadFormException, IOException {
        SitePicture picture = desk.pictures().ofSite().stream().filter(each -> each.file().equals(file)).findFirst()
                .orElseThrow(() -> new BadFormException(404, "file: expected a picture of the site"));
        List<String> why = picture.usedBy().stream().map(each -> "site/" + each).toList();
        if (why.isEmpty()) {
            switch (desk.pictures().takeAway(picture, () -> audit.note(request, "site.picture-away", file, ""))) {
                case Publication.Published _ -> {
                    see(response, ADDRESS + "?did=away");
                    return;
                }
                case Publication.Refused refused -> why = refused.mistakes();
                case Publication.Changed changed -> why = changed.files();
            }
        }
        used(request, response, why);
    }

    /** Files of drafts: whoever wrote them would have a hole in the page on the day it goes out. */
    private List<String> namedBy(String picture) {
        return desk.drafts().stream().flatMap(draft -> draft.texts().entrySet().stream()
                .filter(text -> PictureShelf.isNamed(picture, text.getValue().text()))
                .map(text -> draft.asItem().file(text.getKey()) + " (" + draft.by() + ")")).sorted().toList();
    }

    private void used(HttpServletRequest request, HttpServletResponse response, List<String> why) throws IOException {
        response.setStatus(UNPROCESSABLE);
        show(request, response, new HashMap<>(Map.of("problem", "used", "why", why, "item", "")));
    }
}
