package org.groundswell.console.site;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.groundswell.pages.api.editing.TextChange;
import org.groundswell.shared.text.TextDirection;

/** What the template of the editor's page shows of a sheet. */
final class SheetValues {
    private static final int MOST_STEPS = 60;

    private final SiteDesk desk;
    private final Sheet sheet;
    private final Map<String, Object> values = new HashMap<>();

    SheetValues(SiteDesk desk, Sheet sheet) throws IOException {
        this.desk = desk;
        this.sheet = sheet;
        values.put("item", sheet.item().id());
        values.put("name", sheet.item().page());
        values.put("address", SitePage.address(sheet.item()));
        values.put("frame", SitePage.address(sheet.item()).replace("/edit?", "/preview?"));
        values.put("mark", sheet.mark());
        values.put("liveMark", sheet.liveMark());
        values.put("zone", desk.zone().getId());
        values.put("style", FilesServlet.STYLE_ADDRESS);
        values.put("script", FilesServlet.SCRIPT_ADDRESS);
        values.put("languages", desk.languages());
        values.put("isPage", sheet.item().isPage());
        values.put("isThere", sheet.columns().stream().anyMatch(each -> !each.digest().isEmpty()));
        if (sheet.item().isPage()) {
            values.put("pictures", desk.pictures().names().stream().map(each -> Map.of("file", each, "name",
                    PictureShelf.written(each))).toList());
            values.put("linkedBy", desk.referrers(sheet.item()).stream().map(each -> Map.of("file", each.file(), "line",
                    each.line(), "by", each.draftBy(), "address", SitePage.address(Item.ofFile(each.file())))).toList());
        }
        if (sheet.draft().isPresent()) {
            addDraft(sheet.draft().get());
        }
        values.put("columns", columns(Map.of()));
        values.put("history", sheet.history().stream().limit(MOST_STEPS).map(this::step).toList());
    }

    Map<String, Object> all() {
        return values;
    }

    SheetValues with(String name, Object value) {
        values.put(name, value);
        return this;
    }

    private void addDraft(Draft draft) throws IOException {
        values.put("draftBy", draft.by());
        values.put("draftAt", Instant.ofEpochMilli(draft.at()));
        draft.dueTime().ifPresent(due -> values.put("due", due));
        values.put("dueBy", draft.dueBy());
        values.put("failure", draft.failure());
        if (!draft.titles().isEmpty()) {
            values.put("along", along(draft));
        }
    }

    /** What differs in the translations that go out with it. */
    private List<Map<String, Object>> along(Draft draft) throws IOException {
        Map<String, Sheet.Column> live = desk.sheet(Item.TRANSLATIONS).columns().stream().collect(Collectors.toMap(
                Sheet.Column::file, each -> each));
        return desk.changes(draft).stream().filter(each -> live.containsKey(each.file())).map(each -> Map.<String, Object>of("file",
                each.file(), "direction", TextDirection.isRightToLeft(live.get(each.file()).language()) ? "rtl" : "ltr", "diff",
                rows(live.get(each.file()).live(), TextShape.text(each.text()).orElse("")))).toList();
    }

    /** Shows what an editor has sent in place of what is kept, and what differs from that. */
    void unsaved(Map<String, Draft.Text> sent) throws IOException {
        values.put("columns", columns(sent));
    }

    private List<Map<String, Object>> columns(Map<String, Draft.Text> unsaved) throws IOException {
        var columns = new ArrayList<Map<String, Object>>();
        for (Sheet.Column each : sheet.columns()) {
            var column = new HashMap<String, Object>();
            Optional<Draft.Text> sent = Optional.ofNullable(unsaved.get(each.language()));
            String text = sent.map(Draft.Text::text).orElse(each.text());
            column.put("language", each.language());
            column.put("direction", TextDirection.isRightToLeft(each.language()) ? "rtl" : "ltr");
            column.put("file", each.file());
            column.put("text", text);
            column.put("base", sent.map(Draft.Text::base).orElse(each.base()));
            column.put("digest", each.digest());
            column.put("isThere", !each.digest().isEmpty());
            column.put("isText", each.isText());
            column.put("diff", rows(each.live(), text));
            if (sent.isPresent()) {
                column.put("fromDraft", rows(each.text(), text));
            }
            if (each.changed().isPresent()) {
                column.put("changedAt", each.changed().get().time());
                column.put("changedBy", each.changed().get().by());
                column.put("theirs", rows(text(each.base()), each.live()));
            }
            columns.add(column);
        }
        return columns;
    }

    private Map<String, Object> step(Sheet.Step step) {
        return Map.of("at", Instant.ofEpochMilli(step.at()), "moment", Long.toString(step.at()), "by", step.by(), "how",
                step.how().name(), "languages", step.texts().keySet());
    }

    /** What differs between the present and a moment, or a draft that was replaced then. */
    void then(long moment) throws IOException {
        var shown = new ArrayList<Map<String, Object>>();
        for (Sheet.Column each : sheet.columns()) {
            Optional<String> digest = digestAt(sheet, each.language(), moment);
            if (digest.isPresent()) {
                shown.add(Map.of("language", each.language(), "direction", TextDirection.isRightToLeft(each.language())
                        ? "rtl" : "ltr", "diff", rows(each.live(), text(digest.get()))));
            }
        }
        values.put("then", shown);
        values.put("thenAt", Instant.ofEpochMilli(moment));
        values.put("moment", Long.toString(moment));
        values.put("thenIsDraft", draftAt(sheet, moment).isPresent());
    }

    /** A draft that somebody's was replaced by, saved at this very moment. */
    static Optional<Sheet.Step> draftAt(Sheet sheet, long moment) {
        return sheet.history().stream().filter(each -> each.at() == moment && each.how() == Version.How.DRAFT).findFirst();
    }

    private static Optional<String> digestAt(Sheet sheet, String language, long moment) {
        Optional<Sheet.Step> draft = draftAt(sheet, moment);
        return draft.isPresent() ? Optional.ofNullable(draft.get().texts().get(language))
                : sheet.history().stream().filter(each -> each.how() != Version.How.DRAFT && each.at() <= moment)
                        .flatMap(each -> Optional.ofNullable(each.texts().get(language)).stream()).findFirst();
    }

    private String text(String digest) throws IOException {
        return digest.equals(TextChange.ABSENT) ? "" : desk.text(digest).flatMap(TextShape::text).orElse("");
    }

    private static List<Map<String, Object>> rows(String before, String after) {
        return LineDiff.of(before, after).stream().map(each -> Map.<String, Object>of("kind", each.kind().name(), "number",
                each.number(), "text", each.text())).toList();
    }
}
