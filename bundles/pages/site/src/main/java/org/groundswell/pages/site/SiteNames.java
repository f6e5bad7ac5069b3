package org.groundswell.pages.site;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.groundswell.shared.paths.WebPath;

/**
 * What the names mean that authors write into a page: files in {@code assets/} and other pages. Immutable.
 *
 * @param languages of the site, the first one first
 * @param pages  names of pages by language
 * @param assets by their names
 * @param paths  the same assets by their paths
 * @param widths of pictures by their paths, as {@link PictureWidths} says them
 */
record SiteNames(List<String> languages, Map<String, Set<String>> pages, Map<String, Asset> assets,
        Map<String, Asset> paths, Map<String, String> widths) {
    private static final Pattern ELSEWHERE = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*:.*|//.*|[?#].*|", Pattern.DOTALL);
    private static final Pattern SUFFIX = Pattern.compile("[?#]");
    /** As editors of text see it from where the page is. */
    private static final Pattern WAY_TO_ASSETS = Pattern.compile("^(\\.?/|(\\.\\./)+)?(assets/)?");
    private static final Pattern WAY_TO_PAGE = Pattern.compile("^\\./|\\.(md|html)$|(?<=.)/$");

    static SiteNames of(List<String> languages, Map<String, Set<String>> pages, Map<String, Asset> assets) {
        var paths = new HashMap<String, Asset>();
        assets.values().forEach(asset -> paths.put(asset.path(), asset));
        return new SiteNames(languages, Map.copyOf(pages), assets, Map.copyOf(paths), PictureWidths.candidates(assets));
    }

    /**
     * The address of what an author names, or nothing where it is none of the site's files and pages; then the address
     * stays as it is written.
     */
    Optional<String> address(String language, String written) {
        if (ELSEWHERE.matcher(written).matches()) {
            return Optional.empty();
        }
        var suffix = SUFFIX.matcher(written);
        int end = suffix.find() ? suffix.start() : written.length();
        String name = WebPath.decoded(written.substring(0, end));
        return asset(name).map(Asset::address).or(() -> page(language, name))
                .map(address -> address + written.substring(end));
    }

    /** The asset at an address. */
    Optional<Asset> published(String address) {
        return Optional.ofNullable(paths.get(WebPath.decoded(address)));
    }

    private Optional<Asset> asset(String name) {
        return Optional.ofNullable(assets.get(WAY_TO_ASSETS.matcher(name).replaceFirst("")));
    }

    /** A page of the same language, of the one that stands before its name, or of the first one that has it. */
    private Optional<String> page(String language, String name) {
        String page = WAY_TO_PAGE.matcher(name.replaceFirst("^(\\.\\./)+|^/", "")).replaceAll("");
        int slash = page.indexOf('/');
        String first = slash < 0 ? "" : page.substring(0, slash);
        Optional<String> named = !languages.contains(first) ? Optional.empty() : spoken(first, page.substring(slash + 1));
        return name.startsWith("/") ? named : in(language, page).or(() -> named).or(() -> spoken(language, page));
    }

    /** As {@link LoadedSite#link} leads there. */
    private Optional<String> spoken(String language, String page) {
        return Stream.concat(Stream.of(language), languages.stream()).flatMap(each -> in(each, page).stream()).findFirst();
    }

    private Optional<String> in(String language, String page) {
        return Stream.of(page, CampaignPages.FOLDER + page)
                .filter(pages.getOrDefault(language, Set.of())::contains).findFirst()
                .map(each -> LoadedSite.address(language, each));
    }
}
