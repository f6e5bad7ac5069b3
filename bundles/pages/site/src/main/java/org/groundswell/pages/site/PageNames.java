package org.groundswell.pages.site;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Names below a language that are taken, so that no campaign can have them. */
final class PageNames {

    private PageNames() {
    }

    /** What has a campaign's name, or that of its form; nothing where the name is free. */
    static Optional<String> taken(String id, SiteFolder folder) {
        if (Shipped.PAGES.contains(id)) {
            return Optional.of("a page that every site has");
        }
        String names = "/[^/]+/" + Pattern.quote(id) + "(/" + LoadedSite.FORM + ")?";
        Pattern name = Pattern.compile("content" + names + "\\.md|root" + names);
        if (id.equals(News.PAGE) && folder.below("content/").keySet().stream().anyMatch(each -> each.matches("[^/]+/news/.*"))) {
            return Optional.of("content/<language>/news/");
        }
        return Stream.of("content/", "root/").flatMap(top -> folder.below(top).keySet().stream().map(top::concat))
                .filter(name.asMatchPredicate()).findFirst();
    }
}
