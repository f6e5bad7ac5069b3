package org.groundswell.pages.site;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.groundswell.shared.paths.WebPath;

/**
 * The picture that stands for a page, as its front matter names it.
 *
 * @param alt    what it shows, for those who do not see it
 * @param widths what a browser chooses from; "" where it is there in one width
 */
record PagePicture(Asset file, PictureSize size, String alt, String widths) {
    /** In the front matter: a file in {@code assets/}. */
    static final String KEY = "picture";
    /** In the front matter: what the picture shows. */
    static final String ALT = "alt";

    /** Nothing where the page names none, or one that is not there. */
    static Optional<PagePicture> of(LoadedSite loaded, Content content) {
        return Optional.ofNullable(content).map(each -> each.meta().get(KEY)).flatMap(name -> loaded.asset(name)
                .flatMap(asset -> PictureSize.of(asset.bytes()).map(size -> new PagePicture(asset, size,
                        content.meta().getOrDefault(ALT, ""), PictureWidths.of(loaded.assets(), WebPath.composed(name)).orElse("")))));
    }

    /** What is to be said of pages whose picture is not there. */
    static List<Problem> missing(Map<String, Map<String, Content>> contents, Map<String, Asset> assets) {
        var missing = new ArrayList<Problem>();
        new TreeMap<>(contents).forEach((language, pages) -> new TreeMap<>(pages).forEach((page, content) -> {
            String name = content.meta().get(KEY);
            if (name != null && !assets.containsKey(WebPath.composed(name))) {
                missing.add(new Problem("content/" + language + "/" + page + ".md", 0, KEY + ": there is no file assets/"
                        + name));
            }
        }));
        return missing;
    }

    /** Whether those who show cards of pages can read it: of drawings they show nothing. */
    boolean isForCards() {
        return !file.contentType().startsWith("image/svg");
    }

    /** The same without words, for a page in another language. */
    PagePicture unsaid() {
        return new PagePicture(file, size, "", widths);
    }

    /** As templates of this site show it. */
    Map<String, Object> shown() {
        var shown = new HashMap<>(model(""));
        shown.put("widths", widths);
        return Map.copyOf(shown);
    }

    /** As templates tell others of it. */
    Map<String, Object> model(String address) {
        return Map.of("address", address + file.address(), "width", size.width(), "height", size.height(), "alt", alt,
                "type", file.contentType());
    }
}
