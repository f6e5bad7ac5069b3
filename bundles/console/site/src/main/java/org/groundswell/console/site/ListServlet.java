package org.groundswell.console.site;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.groundswell.console.api.AdminPages;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.pages.api.SiteProblems;
import org.groundswell.pages.api.editing.SiteEditing;
import org.groundswell.shared.forms.FormFields;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** All pages and the translations in all languages: what is missing, what is drafted, what should be mended. */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = "editor", org_groundswell_admin_menu = "menu.site",
        org_groundswell_admin_order = 38)
@HttpWhiteboardServletPattern(ListServlet.PATTERN)
public final class ListServlet extends SitePage {
    static final String PATTERN = "/site";
    private static final long serialVersionUID = 1L;
    /** In a page's front matter: that it is in one language only is meant. */
    private static final Pattern ONE_LANGUAGE = Pattern.compile("translated:\\s*(no|false)\\s*");
    private static final Set<String> DID = Set.of("published", "planned", "discarded", "removed");

    private final transient AdminPages pages;
    private final transient SiteDesk desk;
    private final transient SiteEditing editing;
    private final transient SiteProblems problems;
    private final transient SiteRelease release;

    @Activate
    public ListServlet(@Reference AdminPages pages, @Reference SiteDesk desk, @Reference SiteEditing editing,
            @Reference SiteProblems problems, @Reference SiteRelease release) {
        this.pages = pages;
        this.desk = desk;
        this.editing = editing;
        this.problems = problems;
        this.release = release;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(response, () -> {
            FormFields sent = FormFields.query(request);
            List<String> languages = desk.languages();
            Map<String, byte[]> texts = editing.texts();
            List<String> found = problems.problems();
            Set<Item> items = new LinkedHashSet<>(List.of(Item.TRANSLATIONS));
            new TreeSet<>(texts.keySet()).stream().map(Item::ofFile).filter(Item::isPage)
                    .sorted((one, other) -> one.id().compareTo(other.id())).forEach(items::add);
            desk.drafts().stream().map(Draft::asItem).filter(each -> !each.isSingle()).forEach(items::add);
            var values = new HashMap<String, Object>();
            values.put("site", languages);
            values.put("reach", release.reach().name());
            values.put("items", items.stream().map(each -> row(each, languages, texts, found)).toList());
            values.put("singles", List.of(Item.SITE, Item.WORDS).stream().map(this::single).toList());
            values.put("removed", desk.removed().stream().filter(each -> !items.contains(each)).map(each -> Map.of("name",
                    name(each), "address", address(each) + "#history")).toList());
            values.put("problems", found);
            values.put("failures", desk.drafts().stream().filter(each -> !each.failure().isEmpty()).map(each ->
                    Map.of("name", name(each.asItem()), "address", address(each.asItem()), "why", each.failure())).toList());
            values.put("style", FilesServlet.STYLE_ADDRESS);
            if (DID.contains(sent.get("did"))) {
                values.put("did", sent.get("did"));
            }
            pages.show(request, response, ListServlet.class, "site.ftlh", values);
        });
    }

    private Map<String, Object> single(Item item) {
        Optional<Draft> draft = desk.drafts().stream().filter(each -> each.asItem().equals(item)).findFirst();
        var row = new HashMap<String, Object>(Map.of("id", item.id(), "address", address(item), "isDrafted", draft.isPresent()));
        draft.flatMap(Draft::dueTime).ifPresent(due -> row.put("due", due));
        return row;
    }

    private Map<String, Object> row(Item item, List<String> languages, Map<String, byte[]> texts, List<String> found) {
        Optional<Draft> draft = desk.drafts().stream().filter(each -> each.asItem().equals(item)).findFirst();
        boolean isForOne = Optional.ofNullable(texts.get(item.file(languages.getFirst()))).flatMap(TextShape::text)
                .filter(ListServlet::isForOneLanguage).isPresent();
        var cells = new ArrayList<Map<String, Object>>();
        for (String language : languages) {
            String file = item.file(language);
            String state = texts.containsKey(file) ? "there" : isForOne ? "meant" : "missing";
            long marks = found.stream().filter(each -> each.startsWith("site/" + file)).count();
            cells.add(Map.of("language", language, "state", state, "problems", marks, "isDrafted",
                    draft.isPresent() && draft.get().texts().containsKey(language)));
        }
        var row = new HashMap<String, Object>();
        row.put("name", name(item));
        row.put("address", address(item));
        row.put("cells", cells);
        draft.ifPresent(each -> row.put("by", each.by()));
        draft.flatMap(Draft::dueTime).ifPresent(due -> row.put("due", due));
        return row;
    }

    private static boolean isForOneLanguage(String text) {
        return text.lines().skip(1).takeWhile(line -> !line.startsWith("---"))
                .anyMatch(line -> ONE_LANGUAGE.matcher(line).matches());
    }

    /** Empty for the translations, which have a name in each language. */
    private static String name(Item item) {
        return item.page();
    }
}
