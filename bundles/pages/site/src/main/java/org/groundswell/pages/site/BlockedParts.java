package org.groundswell.pages.site;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.groundswell.shared.paths.WebPath;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;

/**
 * Parts of finished pages that browsers keep out ({@link KeptOut}): their authors see a hole, and the reason only in the
 * browser's own console. Used by one thread.
 */
final class BlockedParts {
    private static final Set<String> LOADED = Set.of("stylesheet", "icon", "apple-touch-icon", "preload", "modulepreload",
            "manifest");
    private static final Set<String> FRAMES = Set.of("iframe", "frame", "embed", "object");
    private static final Set<String> FILMS = Set.of("video", "audio", "track");
    private static final Set<String> RUN = Set.of("", "module", "text/javascript", "application/javascript", "importmap");

    /** Each is looked for in all sources. */
    private static final int MOST_OF_PAGE = 50;

    private final WrittenPlaces places;
    private final String own;
    private final PageProblems problems = new PageProblems();
    private int named;

    /** @param own what visitors type, or "" */
    BlockedParts(LoadedSite loaded, String own) {
        this.places = new WrittenPlaces(loaded);
        this.own = own;
    }

    List<String> messages() {
        return problems.messages();
    }

    void check(String language, String page, String html) {
        named = 0;
        Jsoup.parse(html).getAllElements().forEach(element -> {
            var met = new Met(language, page);
            addresses(element, met);
            within(element, met);
        });
    }

    /** Where it was met. */
    private record Met(String language, String page) {
    }

    private void addresses(Element element, Met met) {
        String tag = element.normalName();
        String source = element.attr(tag.equals("object") ? "data" : "src").strip();
        if (FRAMES.contains(tag)) {
            add(source.isEmpty() ? "<" + tag : source, KeptOut.frame(source), met);
        } else if (FILMS.contains(tag) || element.parent() != null && FILMS.contains(element.parent().normalName())) {
            if (!source.isEmpty()) {
                add(source, KeptOut.film(source), met);
            }
        } else {
            load(source, met);
        }
        load(element.attr("poster").strip(), met);
        Stream.of(element.attr("srcset").split(",(?=\\s|$)")).map(each -> each.strip().split("\\s")[0])
                .forEach(each -> load(each, met));
        boolean loaded = tag.equals("link") && Stream.of(element.attr("rel").toLowerCase(Locale.ROOT).split("\\s+"))
                .anyMatch(LOADED::contains);
        if (loaded || tag.equals("image") || tag.equals("use")) {
            load(element.hasAttr("href") ? element.attr("href").strip() : element.attr("xlink:href").strip(), met);
        }
        Stream.of("action", "formaction").map(element::attr).filter(each -> KeptOut.isElsewhere(each.strip(), own))
                .forEach(each -> add(each, KeptOut.form(each), met));
    }

    private void within(Element element, Met met) {
        String tag = element.normalName();
        if (tag.equals("style")) {
            add("<style", KeptOut.within("<style>", "style"), met);
        }
        if (tag.equals("script") && !element.hasAttr("src") && RUN.contains(element.attr("type").toLowerCase(Locale.ROOT))) {
            add("<script>", KeptOut.within("<script>", "script"), met);
        }
        for (Attribute each : element.attributes()) {
            String written = each.getKey() + "=\"" + each.getValue() + "\"";
            if (each.getKey().equals("style")) {
                add(written, KeptOut.within(written, "style"), met);
            } else if (each.getKey().matches("on[a-z]+")) {
                add(written, KeptOut.within(written, "script"), met);
            }
        }
    }

    private void load(String address, Met met) {
        KeptOut.load(address, own).ifPresent(why -> add(address, why, met));
    }

    private void add(String written, String message, Met met) {
        if (++named > MOST_OF_PAGE) {
            return;
        }
        Problem problem = places.inContent(met.language(), met.page(), written, WebPath.decoded(written))
                .or(() -> places.inTemplates(written, written.replaceFirst("\"$", "").replaceFirst("=\"", "='")))
                .map(line -> line.problem(message))
                .orElseGet(() -> new Problem(WrittenPlaces.file(met.language(), met.page()), 0, message));
        problems.add(problem.toString(), "page " + met.page() + ", language " + met.language());
    }
}
