package org.groundswell.pages.site;

import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.groundswell.shared.paths.WebPath;

/**
 * Links and pictures that lead nowhere on this site. Paths that are neither below a language or {@code /assets/} nor a
 * file's may be another bundle's. Used by one thread.
 */
final class DeadLinks {
    private static final URI SITE = URI.create("http://site.invalid");

    /** Each is looked for in all sources. */
    private static final int MOST_OF_PAGE = 50;
    private static final String FOREIGN = "leads nowhere: there is no page or file of this name, and no bundle answers it";

    private final LoadedSite loaded;
    private final Set<String> paths;
    private final WrittenPlaces places;
    private final PageProblems problems = new PageProblems();
    private final Map<String, String> foreign = new HashMap<>();

    /** @param paths all that is published */
    DeadLinks(LoadedSite loaded, Set<String> paths) {
        this.loaded = loaded;
        this.paths = paths;
        this.places = new WrittenPlaces(loaded);
    }

    List<String> messages() {
        return problems.messages();
    }

    /** What is to be said of each path that is not the site's, should nobody answer it. */
    Map<String, String> foreign() {
        return foreign;
    }

    void check(String language, String page, String html) {
        var links = new PageLinks(html);
        int named = 0;
        for (String address : new LinkedHashSet<>(links.addresses())) {
            Optional<String> dead = named < MOST_OF_PAGE ? why(language, page, address, links.places()) : Optional.empty();
            named += dead.isPresent() ? 1 : 0;
            dead.ifPresent(why -> {
                String met = "page " + page + ", language " + language;
                List<Problem> refused = address.isEmpty() ? loaded.content(language, page).map(content -> RefusedAddresses.in(
                        WrittenPlaces.file(language, page), content.source())).orElse(List.of()) : List.of();
                refused.forEach(each -> problems.add(each.toString(), met));
                if (!refused.isEmpty()) {
                    return;
                }
                Problem problem = place(language, page, address, why);
                if (why.equals(FOREIGN)) {
                    foreign.putIfAbsent(address.replaceFirst("[?#].*", ""), problem + " (" + met + ")");
                } else {
                    problems.add(problem.toString(), met);
                }
            });
        }
    }

    /** Why it leads nowhere. */
    private Optional<String> why(String language, String page, String address, Set<String> places) {
        if (address.isEmpty()) {
            return Optional.of(RefusedAddresses.none().replaceFirst("^'' ", ""));
        }
        URI target;
        try {
            target = SITE.resolve(WebPath.encoded(LoadedSite.path(language, page))).resolve(address);
        } catch (IllegalArgumentException e) {
            return Optional.of("is no address: a blank in a name is written %20");
        }
        if (!SITE.getHost().equals(target.getHost())) {
            return Optional.empty();
        }
        String path = WebPath.decoded(target.getRawPath());
        if (!leads(path)) {
            return expected(path, address);
        }
        String fragment = target.getFragment();
        boolean here = address.startsWith("#") && fragment != null && !fragment.isEmpty() && !fragment.equals("top");
        return here && !places.contains(fragment)
                ? Optional.of("leads nowhere: the page has no place of this name") : Optional.empty();
    }

    private boolean leads(String path) {
        // What is wrong with a page that cannot be read is said already.
        return path.isEmpty() || path.equals("/") || Stream.of(path, path + "/")
                .anyMatch(each -> paths.contains(each) || loaded.unread().contains(each));
    }

    /** What the author may have meant. */
    private Optional<String> expected(String path, String address) {
        String[] parts = path.substring(1).split("/", 2);
        String rest = parts.length == 2 ? parts[1] : "";
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (loaded.site().languages().contains(parts[0])) {
            boolean file = name.contains(".") || !address.contains("/") && loaded.assets().containsKey(address);
            return Optional.of("leads nowhere: there is no " + (file ? "file assets/" + inAssets(address, name) + similar(name)
                    : "page content/" + parts[0] + "/" + rest + ".md" + personal(parts[0], rest) + hidden(path) + elsewhere(parts[0], rest)));
        }
        if (parts[0].equals("assets")) {
            return Optional.of("leads nowhere: there is no file " + path.substring(1) + similar(name));
        }
        if (loaded.contents().values().stream().anyMatch(pages -> pages.containsKey(path.substring(1)))) {
            return Optional.of("leads nowhere: write " + path.substring(1) + " without the slash, for the page of the"
                    + " same language");
        }
        return Optional.of(name.contains(".") ? "leads nowhere: there is no file root" + path + similar(name) : FOREIGN);
    }

    /** A name in Markdown is that of a file in assets, with its folder. */
    private static String inAssets(String address, String name) {
        return address.startsWith("/") || address.startsWith(".") ? name : WebPath.decoded(address.replaceFirst("[?#].*", ""));
    }

    private String personal(String language, String page) {
        return loaded.content(language, page).isPresent() ? " for everybody: it is made for one donor each" : "";
    }

    private String hidden(String path) {
        return loaded.pages().stream().anyMatch(page -> page.path().equals(path))
                ? " for everybody: it is a draft or of a later day" : "";
    }

    /** Where only another language has the page. */
    private String elsewhere(String language, String page) {
        return loaded.content(language, page).isEmpty() && loaded.has(page)
                ? "; link(\"" + page + "\") leads to a language that has it" : "";
    }

    private String similar(String name) {
        return Stream.concat(loaded.assets().keySet().stream().map("assets/"::concat),
                loaded.rootFiles().keySet().stream().map("root/"::concat))
                .filter(each -> each.substring(each.lastIndexOf('/') + 1).equalsIgnoreCase(name)).findFirst()
                .map(each -> "; there is " + each).orElse("");
    }

    /** The line on which the author wrote it. */
    private Problem place(String language, String page, String address, String why) {
        String message = "'" + address + "' " + why;
        String linked = WebPath.decoded(address).replaceFirst("^/" + language + "/", "");
        Optional<SourceLine> line = address.isEmpty() ? Optional.empty()
                : places.linkInContent(language, page, address, WebPath.decoded(address)).or(() -> places.inTemplates(
                        "\"" + address + "\"", "'" + address + "'", "link(\"" + linked + "\")", "\"" + linked + "\"",
                        "/${lang}/" + linked)).or(() -> places.inContent(language, page, address, WebPath.decoded(address)));
        return line.map(found -> found.problem(message))
                .orElseGet(() -> new Problem(WrittenPlaces.file(language, page), 0, message));
    }
}
