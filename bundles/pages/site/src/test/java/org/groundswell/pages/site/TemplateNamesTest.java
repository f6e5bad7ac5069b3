package org.groundswell.pages.site;

import static org.junit.Assert.assertEquals;

import freemarker.template.TemplateMethodModelEx;
import java.io.IOException;
import java.io.Reader;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.groundswell.edge.api.Caching;
import org.groundswell.edge.api.snapshots.Snapshot;
import org.groundswell.pages.api.Campaign;
import org.joda.money.Money;
import org.junit.Test;

/**
 * The lists in docs/templates.md are made of what templates of the shipped site are given; descriptions are in
 * template-names.properties. With {@code -Dgroundswell.write=true} the page is written anew.
 */
public class TemplateNamesTest {
    private static final Path DOCS = Path.of("../../../docs/templates.md");
    private static final Path WORDS = Path.of("src/test/resources/template-names.properties");
    private static final String BEGIN = "<!-- names -->";
    private static final String END = "<!-- end of names -->";
    /** By names that nobody knows beforehand: front matter, fields, tags of languages. */
    private static final Set<String> OPEN = Set.of("meta", "form", "errors", "colours", "here", "pausedWhy", "banner", "figures");
    private static final String EVERYWHERE = "all";

    private final Map<String, Set<String>> types = new TreeMap<>();
    private final Map<String, Set<String>> pages = new TreeMap<>();
    private final Map<String, Class<?>> records = new TreeMap<>();
    private final Set<String> rendered = new TreeSet<>();
    private final Properties words = new Properties();

    @Test
    public void theListsAreWhatTemplatesAreGiven() throws IOException {
        try (Reader reader = Files.newBufferedReader(WORDS)) {
            words.load(reader);
        }
        var problems = new ArrayList<Problem>();
        LoadedSite site = SiteLoader.load(SiteFolder.read(ShippedSite.SHIPPED, problems), Shipped.NOTHING, problems).orElseThrow();
        try (var renders = new LimitedRenders()) {
            lookAt(site, new Renderer(site, renders));
        }
        String page = Files.readString(DOCS);
        String before = page.substring(0, page.indexOf(BEGIN) + BEGIN.length());
        String now = before + "\n" + lists() + page.substring(page.indexOf(END));
        assertEquals("words that describe nothing", Set.of(), words.keySet());
        if (Boolean.getBoolean("groundswell.write")) {
            Files.writeString(DOCS, now);
        }
        assertEquals("write it anew with -Dgroundswell.write=true", now, page);
    }

    private void lookAt(LoadedSite site, Renderer renderer) {
        Campaign campaign = site.site().campaigns().getFirst();
        Map<String, Object> always = new HashMap<>(Rehearsal.always());
        for (PublicPage page : site.pages()) {
            Map<String, Object> values = new HashMap<>(always);
            values.putAll(Rehearsal.open(page));
            model(site, renderer, page.page(), values);
        }
        for (DonorMoments.Moment moment : DonorMoments.of(campaign)) {
            Map<String, Object> values = new HashMap<>(always);
            values.putAll(moment.values());
            model(site, renderer, moment.page(), values);
        }
        Map<String, Object> values = new HashMap<>(always);
        values.put("status", 404);
        model(site, renderer, "error", values);
    }

    private void model(LoadedSite site, Renderer renderer, String page, Map<String, Object> values) {
        String name = News.isEntry(page) ? "news-entry" : page;
        rendered.add(name);
        renderer.model(page, "en", site.content("en", page).orElse(null), figures(site), values)
                .forEach((key, value) -> {
                    types.computeIfAbsent(key, _ -> new TreeSet<>()).add(type(key, value));
                    pages.computeIfAbsent(key, _ -> new TreeSet<>()).add(name);
                });
    }

    /** Usual ones, with the picture that is drawn of them. */
    private static Figures figures(LoadedSite site) {
        Figures usual = OddFigures.of(site.site()).get("");
        String campaign = site.site().campaigns().getFirst().id();
        var words = CardWords.of(site, site.site().campaigns().getFirst(), "en", usual.byCampaign().get(campaign));
        return usual.with(new Cards(Map.of(new Cards.Place(campaign, "en"), List.of(new Cards.Card(words,
                Snapshot.of("/cards/a.png", "image/png", Caching.REVALIDATE, new byte[0]))))));
    }

    private String type(String name, Object value) {
        return switch (value) {
            case TemplateMethodModelEx _ -> "function";
            case String _ -> "text";
            case Boolean _ -> "yes or no";
            case Number _ -> "number";
            case Map<?, ?> map when OPEN.contains(name) -> map.values().stream().map(each -> type("", each)).distinct()
                    .filter(each -> !each.equals("text")).findFirst().orElse("text") + " by name";
            case Map<?, ?> map -> map.entrySet().stream().map(each -> "`." + each.getKey() + "` " + type("", each.getValue()))
                    .sorted().collect(Collectors.joining(", "));
            case Collection<?> list -> "list of " + list.stream().map(each -> type("", each)).distinct().findFirst().orElse("parts");
            case Record each -> record(each.getClass());
            default -> typed(value.getClass());
        };
    }

    private String record(Class<?> type) {
        records.put(type.getSimpleName(), type);
        return "[" + type.getSimpleName() + "](#" + type.getSimpleName().toLowerCase(Locale.ROOT) + ")";
    }

    private String typed(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
            return generic.getRawType() == Map.class ? typed(last) + " by name" : "list of " + typed(last);
        }
        Class<?> known = (Class<?>) type;
        return known == String.class ? "text" : known == boolean.class ? "yes or no" : known == Money.class ? "money"
                : known == Instant.class ? "moment" : known == LocalDate.class ? "day"
                : known == long.class || known == double.class || known == int.class ? "number"
                : known.isRecord() ? record(known) : known == Object.class ? "text" : known.getSimpleName();
    }

    private String lists() {
        var out = new StringBuilder("\n| name | type | on pages | what |\n| --- | --- | --- | --- |\n");
        types.forEach((name, kinds) -> out.append("| `").append(name).append("` | ").append(String.join(" or ", kinds.stream()
                .filter(kind -> kinds.size() == 1 || !kind.equals("list of parts") && !kind.isEmpty()).toList())).append(" | ")
                .append(pages.get(name).equals(rendered) ? EVERYWHERE : String.join(", ", pages.get(name))).append(" | ")
                .append(word(name)).append(" |\n"));
        for (var open = new TreeSet<>(records.keySet()); !open.isEmpty();) {
            String name = open.removeFirst();
            var known = Set.copyOf(records.keySet());
            out.append("\n### ").append(name).append("\n\n").append(word(name)).append("\n\n| part | type | what |\n| --- | --- | --- |\n");
            for (RecordComponent part : records.get(name).getRecordComponents()) {
                out.append("| `.").append(part.getName()).append("` | ").append(typed(part.getGenericType())).append(" | ")
                        .append(word(name + "." + part.getName())).append(" |\n");
            }
            records.keySet().stream().filter(each -> !known.contains(each)).forEach(open::add);
        }
        return out.append("\n").toString();
    }

    private String word(String name) {
        Object word = words.remove(name);
        return word == null ? "TODO: describe " + name + " in " + WORDS.getFileName() : word.toString();
    }
}
