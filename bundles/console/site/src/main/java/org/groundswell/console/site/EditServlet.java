package org.groundswell.console.site;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private static final Set<String> DID = Set.of("saved", "nothing", "published", "planned", "unplanned", "back", "taken",
            "picture", "campaign");
    /** In place of a draft's mark: only who says so goes on. */
    private static final String TOLD = "-";
    private static final String POLICY = "Content-Security-Policy";

    private final transient AdminPages pages;
    private final transient SiteDesk desk;
    private final transient SiteChecks checks;
    private final transient AuditLog audit;
    private final transient SiteRelease release;

    @Activate
    public EditServlet(@Reference AdminPages pages, @Reference SiteDesk desk, @Reference SiteChecks checks,
            @Reference AuditLog audit, @Reference SiteRelease release) {
        this.pages = pages;
        this.desk = desk;
        this.checks = checks;
        this.audit = audit;
        this.release = release;
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
            if (EditForm.isMoment(sent.get("show"))) {
                values.then(Long.parseLong(sent.get("show")));
            }
            if (sent.has("picture")) {
                values.with("picture", sent.get("picture"));
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
        pages.show(request, response, EditServlet.class, "edit.ftlh", values.with("reach", release.reach().name()).all());
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(response, () -> {
            Map<String, String> form = LargeForm.read(request, MOST_FIELDS);
            Item item = item(form.getOrDefault("text", ""));
            try {
                switch (form.getOrDefault("do", "")) {
                    case "save", "publish", "plan", "picture" -> write(request, response, item, form);
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
                    case "remove" -> remove(request, response, item, form);
                    case "take" -> take(request, response, item, form);
                    default -> throw new BadFormException(400, "do: expected save, publish, plan, picture, unplan,"
                            + " discard, back, remove or take");
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
        String what = form.get("do");
        Optional<PictureInsertion> picture = what.equals("picture") ? Optional.of(EditForm.picture(desk, item, form)) : Optional.empty();
        Map<String, Draft.Text> texts = picture.isPresent() ? picture.get().texts() : EditForm.texts(desk, item, form);
        var wish = new Wish(done(what), what, form.getOrDefault("at", ""), texts);
        String seen = form.getOrDefault(form.containsKey("over") ? "now" : "mark", "");
        Outcome outcome = desk.save(new SiteDesk.Edit(item, seen, texts, by));
        List<String> lacking = picture.map(PictureInsertion::lacking).orElse(List.of());
        if (!lacking.isEmpty() && !(outcome instanceof Outcome.Elsewhere)) {
            told(request, response, UNPROCESSABLE, new SheetValues(desk, desk.sheet(item)).with("problem", "alt")
                    .with("why", lacking).with("picture", form.get("picture")).with("alts", EditForm.alternatives(form)));
            return;
        }
        if (what.equals("plan") && outcome instanceof Outcome.Saved) {
            when = EditForm.time(desk, form.getOrDefault("at", ""));
            if (when.isEmpty()) {
                told(request, response, UNPROCESSABLE, new SheetValues(desk, desk.sheet(item)).with("problem", "when"));
                return;
            }
        }
        if (outcome instanceof Outcome.Saved saved && (what.equals("publish") || what.equals("plan"))) {
            Optional<Outcome> against = objection(item, saved.mark(), form, by);
            if (against.isPresent()) {
                answer(request, response, item, against.get(), wish);
                return;
            }
            String subject = item.id() + " (" + String.join(", ", desk.sheet(item).draft().map(Draft::places)
                    .orElse(Set.of())) + ")";
            outcome = what.equals("publish")
                    ? desk.publish(item, saved.mark(), by, () -> audit.note(request, "site.publish", subject, ""))
                    : desk.plan(item, saved.mark(), when.orElseThrow(), by, planned(request, subject, when.orElseThrow()));
        }
        answer(request, response, item, outcome, wish);
    }

    private static String done(String what) {
        return switch (what) {
            case "publish" -> "published";
            case "plan" -> "planned";
            case "picture" -> "picture";
            default -> "saved";
        };
    }

    /** What is wrong is said at once; what takes a look at the whole site comes after it. */
    private Optional<Outcome> objection(Item item, String mark, Map<String, String> form, String by) throws IOException {
        Optional<Outcome> against = desk.objection(item, mark);
        Optional<Draft> draft = desk.sheet(item).draft();
        return against.isPresent() || draft.isEmpty() || item.equals(Item.WORDS) ? against
                : checks.review(desk.changes(draft.get()), form.getOrDefault("meant", ""), by);
    }

    private Publisher.Note planned(HttpServletRequest request, String subject, Instant when) {
        return () -> audit.note(request, "site.plan", subject + " " + when, "");
    }

    private void back(HttpServletRequest request, HttpServletResponse response, Item item, Map<String, String> form)
            throws BadFormException, IOException {
        long moment = EditForm.moment(form);
        Outcome outcome = desk.back(item, moment, form.getOrDefault("live", ""), request.getRemoteUser(),
                () -> audit.note(request, "site.back", item.id() + " " + Instant.ofEpochMilli(moment), ""));
        answer(request, response, item, outcome instanceof Outcome.Changed ? new Outcome.Stale() : outcome, Wish.of("back"));
    }

    private void remove(HttpServletRequest request, HttpServletResponse response, Item item, Map<String, String> form)
            throws BadFormException, IOException {
        if (!item.isPage() || !form.containsKey("sure")) {
            throw new BadFormException(400, "sure: expected a page, and this field");
        }
        Outcome outcome = desk.remove(item, form.getOrDefault("live", ""), request.getRemoteUser(),
                () -> audit.note(request, "site.remove", item.id(), ""));
        if (outcome instanceof Outcome.Done) {
            see(response, ALL + "?did=removed");
        } else if (outcome instanceof Outcome.Refused refused) {
            told(request, response, HttpServletResponse.SC_CONFLICT, new SheetValues(desk, desk.sheet(item))
                    .with("problem", "linked").with("why", refused.mistakes()));
        } else {
            answer(request, response, item, outcome instanceof Outcome.Changed ? new Outcome.Stale() : outcome, Wish.of(""));
        }
    }

    /** Makes a draft that was replaced the draft again. */
    private void take(HttpServletRequest request, HttpServletResponse response, Item item, Map<String, String> form)
            throws BadFormException, IOException {
        Sheet sheet = desk.sheet(item);
        Sheet.Step step = SheetValues.draftAt(sheet, EditForm.moment(form))
                .orElseThrow(() -> new BadFormException(404, "moment: there is no such draft"));
        var texts = new HashMap<String, Draft.Text>();
        for (Sheet.Column each : sheet.columns()) {
            String digest = step.texts().getOrDefault(each.language(), "");
            String text = desk.text(digest).flatMap(TextShape::text).orElse(each.text());
            texts.put(each.language(), new Draft.Text(each.digest(), text));
        }
        answer(request, response, item, desk.save(new SiteDesk.Edit(item, form.getOrDefault("mark", ""), texts,
                request.getRemoteUser())), new Wish("taken", "", "", texts));
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, Item item, Outcome outcome, Wish wish)
            throws IOException {
        switch (outcome) {
            case Outcome.Saved _, Outcome.Done _ -> see(response, address(item) + "&did=" + wish.done());
            case Outcome.Nothing _ -> see(response, address(item) + "&did=nothing");
            case Outcome.Elsewhere elsewhere -> {
                var values = new SheetValues(desk, desk.sheet(item)).with("problem", "elsewhere")
                        .with("mark", TOLD).with("now", Draft.mark(elsewhere.theirs()));
                values.unsaved(wish.texts());
                told(request, response, HttpServletResponse.SC_CONFLICT, values);
            }
            case Outcome.Stale _ -> told(request, response, HttpServletResponse.SC_CONFLICT,
                    new SheetValues(desk, desk.sheet(item)).with("problem", "stale"));
            case Outcome.Changed changed -> told(request, response, HttpServletResponse.SC_CONFLICT,
                    new SheetValues(desk, desk.sheet(item)).with("problem", "changed").with("why", changed.files()));
            case Outcome.Refused refused -> told(request, response, UNPROCESSABLE,
                    new SheetValues(desk, desk.sheet(item)).with("problem", "refused").with("why", refused.mistakes()));
            case Outcome.Warned warned -> told(request, response, UNPROCESSABLE, new SheetValues(desk, desk.sheet(item))
                    .with("problem", "warned").with("why", warned.warnings()).with("meant", warned.mark()).with("at", wish.at()));
            case Outcome.Looking looking -> told(request, response, HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                    new SheetValues(desk, desk.sheet(item)).with("problem", "looking").with("seconds",
                            looking.since().toSeconds()).with("unseen", looking.mark()).with("again", wish.again()).with("at", wish.at()));
        }
    }

    private void told(HttpServletRequest request, HttpServletResponse response, int status, SheetValues values)
            throws IOException {
        response.setStatus(status);
        show(request, response, values.with("preview", desk.languages().getFirst()));
    }
}
