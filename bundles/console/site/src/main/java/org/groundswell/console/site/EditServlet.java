package org.groundswell.console.site;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.groundswell.console.api.AdminPages;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.console.api.AuditLog;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.FormFields;
import org.groundswell.shared.forms.LargeForm;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One page or the translations in all languages: written, looked at, published now or later, and brought back. */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = "editor")
@HttpWhiteboardServletPattern(EditServlet.PATTERN)
public final class EditServlet extends SitePage {
    static final String PATTERN = "/site/edit";
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(EditServlet.class);
    private static final int MOST_FIELDS = 500;
    private static final Pattern DIGEST = Pattern.compile("([0-9a-f]{64})?");
    private static final Pattern MOMENT = Pattern.compile("[0-9]{1,15}");
    private static final Set<String> DID = Set.of("saved", "nothing", "published", "planned", "unplanned", "back", "taken");
    /** In place of a draft's mark: only who says so goes on. */
    private static final String TOLD = "-";
    private static final String POLICY = "Content-Security-Policy";

    private final transient AdminPages pages;
    private final transient SiteDesk desk;
    private final transient AuditLog audit;

    @Activate
    public EditServlet(@Reference AdminPages pages, @Reference SiteDesk desk, @Reference AuditLog audit) {
        this.pages = pages;
        this.desk = desk;
        this.audit = audit;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(response, () -> {
            FormFields sent = FormFields.query(request);
            Sheet sheet = desk.sheet(sent.has("page") ? item(Item.page(sent.get("page")).id()) : item(sent.get("text")));
            var values = new SheetValues(desk, sheet);
            if (DID.contains(sent.get("did"))) {
                values.with("did", sent.get("did"));
            }
            if (MOMENT.matcher(sent.get("show")).matches()) {
                values.then(Long.parseLong(sent.get("show")));
            }
            String language = sent.get("preview");
            show(request, response, values.with("preview", desk.languages().contains(language) ? language
                    : desk.languages().getFirst()));
        });
    }

    private void show(HttpServletRequest request, HttpServletResponse response, SheetValues values) throws IOException {
        String policy = response.getHeader(POLICY);
        if (policy != null) {
            response.setHeader(POLICY, policy + "; frame-src 'self'");
        }
        pages.show(request, response, EditServlet.class, "edit.ftlh", values.all());
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(response, () -> {
            Map<String, String> form = LargeForm.read(request, MOST_FIELDS);
            Item item = item(form.getOrDefault("text", ""));
            try {
                switch (form.getOrDefault("do", "")) {
                    case "save", "publish", "plan" -> write(request, response, item, form);
                    case "discard" -> {
                        audit.note(request, "site.discard", item.id(), "");
                        desk.discard(item, request.getRemoteUser());
                        see(response, ALL + "?did=discarded");
                    }
                    case "unplan" -> {
                        audit.note(request, "site.unplan", item.id(), "");
                        desk.unplan(item);
                        see(response, address(item) + "&did=unplanned");
                    }
                    case "back" -> back(request, response, item, form);
                    case "take" -> take(request, response, item, form);
                    default -> throw new BadFormException(400, "do: expected save, publish, plan, unplan, discard, back or take");
                }
            } catch (IOException e) {
                LOG.warn("{} could not be written: {}", item.id(), e.toString());
                told(request, response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, new SheetValues(desk, desk.sheet(item))
                        .with("problem", "failed").with("why", List.of(String.valueOf(e.getMessage()))));
            }
        });
    }

    private void write(HttpServletRequest request, HttpServletResponse response, Item item, Map<String, String> form)
            throws BadFormException, IOException {
        String by = request.getRemoteUser();
        Optional<Instant> when = Optional.empty();
        Map<String, Draft.Text> texts = texts(form);
        String seen = form.getOrDefault(form.containsKey("over") ? "now" : "mark", "");
        Outcome outcome = desk.save(new SiteDesk.Edit(item, seen, texts, by));
        String what = form.get("do");
        if (what.equals("plan") && outcome instanceof Outcome.Saved) {
            when = time(form.getOrDefault("at", ""));
            if (when.isEmpty()) {
                told(request, response, UNPROCESSABLE, new SheetValues(desk, desk.sheet(item)).with("problem", "when"));
                return;
            }
        }
        if (outcome instanceof Outcome.Saved saved && !what.equals("save")) {
            String subject = item.id() + " (" + String.join(", ", desk.sheet(item).draft().map(each -> each.texts().keySet())
                    .orElse(Set.of())) + ")";
            outcome = what.equals("publish")
                    ? desk.publish(item, saved.mark(), by, () -> audit.note(request, "site.publish", subject, ""))
                    : desk.plan(item, saved.mark(), when.orElseThrow(), by, planned(request, subject, when.orElseThrow()));
        }
        String did = switch (what) {
            case "publish" -> "published";
            case "plan" -> "planned";
            default -> "saved";
        };
        answer(request, response, item, outcome, did, texts);
    }

    private Publisher.Note planned(HttpServletRequest request, String subject, Instant when) {
        return () -> audit.note(request, "site.plan", subject + " " + when, "");
    }

    /** What was written in each language, made from the file that the editor has seen. */
    private Map<String, Draft.Text> texts(Map<String, String> form) throws BadFormException {
        var texts = new HashMap<String, Draft.Text>();
        for (String language : desk.languages()) {
            String text = form.get("text-" + language);
            if (text != null) {
                String base = form.getOrDefault((form.containsKey("mine-" + language) ? "live-" : "base-") + language, "");
                if (!DIGEST.matcher(base).matches()) {
                    throw new BadFormException(400, "base-" + language + ": expected a digest");
                }
                texts.put(language, new Draft.Text(base, TextShape.plain(text)));
            }
        }
        return texts;
    }

    /** A time in the site's zone that is still to come and that its clocks show. */
    private Optional<Instant> time(String written) {
        try {
            LocalDateTime local = LocalDateTime.parse(written);
            return desk.zone().getRules().getValidOffsets(local).stream().findFirst().map(local::toInstant)
                    .filter(Instant.now()::isBefore);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private void back(HttpServletRequest request, HttpServletResponse response, Item item, Map<String, String> form)
            throws BadFormException, IOException {
        long moment = moment(form);
        Outcome outcome = desk.back(item, moment, form.getOrDefault("live", ""), request.getRemoteUser(),
                () -> audit.note(request, "site.back", item.id() + " " + Instant.ofEpochMilli(moment), ""));
        answer(request, response, item, outcome, "back", Map.of());
    }

    /** Makes a draft that was replaced the draft again. */
    private void take(HttpServletRequest request, HttpServletResponse response, Item item, Map<String, String> form)
            throws BadFormException, IOException {
        Sheet sheet = desk.sheet(item);
        Sheet.Step step = SheetValues.draftAt(sheet, moment(form))
                .orElseThrow(() -> new BadFormException(404, "moment: there is no such draft"));
        var texts = new HashMap<String, Draft.Text>();
        for (Sheet.Column each : sheet.columns()) {
            String digest = step.texts().getOrDefault(each.language(), "");
            String text = desk.text(digest).flatMap(TextShape::text).orElse(each.text());
            texts.put(each.language(), new Draft.Text(each.digest(), text));
        }
        answer(request, response, item, desk.save(new SiteDesk.Edit(item, form.getOrDefault("mark", ""), texts,
                request.getRemoteUser())), "taken", texts);
    }

    private static long moment(Map<String, String> form) throws BadFormException {
        String moment = form.getOrDefault("moment", "");
        if (!MOMENT.matcher(moment).matches()) {
            throw new BadFormException(400, "moment: expected one of the page's");
        }
        return Long.parseLong(moment);
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, Item item, Outcome outcome, String did,
            Map<String, Draft.Text> sent) throws IOException {
        switch (outcome) {
            case Outcome.Saved _, Outcome.Done _ -> see(response, address(item) + "&did=" + did);
            case Outcome.Nothing _ -> see(response, address(item) + "&did=nothing");
            case Outcome.Elsewhere elsewhere -> {
                var values = new SheetValues(desk, desk.sheet(item)).with("problem", "elsewhere")
                        .with("mark", TOLD).with("now", Draft.mark(elsewhere.theirs()));
                values.unsaved(sent);
                told(request, response, HttpServletResponse.SC_CONFLICT, values);
            }
            case Outcome.Changed changed -> told(request, response, HttpServletResponse.SC_CONFLICT,
                    new SheetValues(desk, desk.sheet(item)).with("problem", "changed").with("why", changed.files()));
            case Outcome.Refused refused -> told(request, response, UNPROCESSABLE,
                    new SheetValues(desk, desk.sheet(item)).with("problem", "refused").with("why", refused.mistakes()));
        }
    }

    private void told(HttpServletRequest request, HttpServletResponse response, int status, SheetValues values)
            throws IOException {
        response.setStatus(status);
        show(request, response, values.with("preview", desk.languages().getFirst()));
    }
}
