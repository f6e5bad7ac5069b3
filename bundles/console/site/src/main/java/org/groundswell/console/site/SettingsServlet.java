package org.groundswell.console.site;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.groundswell.console.api.AdminPages;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.console.site.settings.SiteSettings;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.LargeForm;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Name, menu, colours and campaigns by a form. What comes of it is a draft of {@code site.yaml}, and goes out as each does. */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = "editor")
@HttpWhiteboardServletPattern(SettingsServlet.PATTERN)
public final class SettingsServlet extends SitePage {
    static final String PATTERN = "/site/settings";
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(SettingsServlet.class);
    private static final int MOST_FIELDS = 500;

    private final transient AdminPages pages;
    private final transient SiteDesk desk;

    @Activate
    public SettingsServlet(@Reference AdminPages pages, @Reference SiteDesk desk) {
        this.pages = pages;
        this.desk = desk;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(response, () -> {
            Sheet sheet = desk.sheet(Item.SITE);
            Optional<SiteSettings> settings = SiteSettings.read(sheet.columns().getFirst().text());
            if (settings.isEmpty()) {
                see(response, address(Item.SITE));
                return;
            }
            show(request, response, sheet, SettingsForm.of(settings.get(), TitleFields.of(desk, sheet.draft())), Map.of());
        });
    }

    /** Of what visitors have of all that the form shows; campaigns that are to come only have what is theirs from before. */
    private static String digest(Sheet sheet, TitleFields called) {
        Sheet.Column file = sheet.columns().getFirst();
        return file.digest() + called.digest(SiteSettings.read(file.live()).map(SiteSettings::campaigns).orElse(List.of()));
    }

    private void show(HttpServletRequest request, HttpServletResponse response, Sheet sheet, SettingsForm form,
            Map<String, ?> further) throws IOException {
        var values = new HashMap<String, Object>(form.values());
        values.put("style", FilesServlet.STYLE_ADDRESS);
        values.put("address", address(Item.SITE));
        values.put("zone", desk.zone().getId());
        values.put("mark", sheet.mark());
        values.put("digest", digest(sheet, form.called()));
        sheet.draft().ifPresent(draft -> values.put("draftBy", draft.by()));
        sheet.draft().flatMap(Draft::dueTime).ifPresent(due -> values.put("due", due));
        values.putAll(further);
        pages.show(request, response, SettingsServlet.class, "settings.ftlh", values);
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(response, () -> {
            Map<String, String> sent = LargeForm.read(request, MOST_FIELDS);
            Sheet sheet = desk.sheet(Item.SITE);
            Sheet.Column file = sheet.columns().getFirst();
            SiteSettings before = SiteSettings.read(file.text())
                    .orElseThrow(() -> new BadFormException(409, "site.yaml: expected a file that a form can show"));
            TitleFields called = TitleFields.of(desk, sheet.draft());
            boolean isTheirs = !sheet.mark().equals(sent.getOrDefault("mark", ""))
                    || !digest(sheet, called).equals(sent.getOrDefault("digest", ""));
            SettingsForm form = SettingsForm.sent(before, called, sent);
            if (isTheirs) {
                told(request, response, HttpServletResponse.SC_CONFLICT, sheet, form, "elsewhere");
            } else if (!form.unwritten().isEmpty()) {
                response.setStatus(UNPROCESSABLE);
                show(request, response, sheet, form, Map.of("problem", "unwritten", "why", List.copyOf(form.unwritten().keySet())));
            } else if (form.isUnfinished()) {
                told(request, response, UNPROCESSABLE, sheet, form, "unfinished");
            } else {
                save(request, response, sheet, form);
            }
        });
    }

    private void save(HttpServletRequest request, HttpServletResponse response, Sheet sheet, SettingsForm form)
            throws IOException {
        Sheet.Column file = sheet.columns().getFirst();
        var texts = Map.of(file.language(), new Draft.Text(file.base(), form.text()));
        try {
            switch (desk.save(new SiteDesk.Edit(Item.SITE, sheet.mark(), texts,
                    Optional.of(form.titles().drafted()), request.getRemoteUser()))) {
                case Outcome.Saved saved -> {
                    Optional<Outcome> against = desk.objection(Item.SITE, saved.mark());
                    if (against.isPresent() && against.get() instanceof Outcome.Refused refused) {
                        response.setStatus(UNPROCESSABLE);
                        show(request, response, desk.sheet(Item.SITE), saved(form), Map.of("problem", "refused", "why",
                                refused.mistakes()));
                    } else {
                        see(response, address(Item.SITE) + "&did=" + (form.isUntitled() ? "campaign" : "saved"));
                    }
                }
                case Outcome.Nothing _ -> see(response, address(Item.SITE) + "&did=nothing");
                default -> told(request, response, HttpServletResponse.SC_CONFLICT, desk.sheet(Item.SITE), form, "elsewhere");
            }
        } catch (IOException e) {
            LOG.warn("The draft of site.yaml could not be written: {}", e.toString());
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            show(request, response, sheet, form, Map.of("problem", "failed", "why", List.of(String.valueOf(e.getMessage()))));
        }
    }

    /** The form goes on with the draft that it was saved as. */
    private static SettingsForm saved(SettingsForm form) {
        return SettingsForm.of(SiteSettings.read(form.text()).orElseThrow(), form.titles());
    }

    private void told(HttpServletRequest request, HttpServletResponse response, int status, Sheet sheet, SettingsForm form,
            String problem) throws IOException {
        response.setStatus(status);
        show(request, response, sheet, form, Map.of("problem", problem));
    }
}
