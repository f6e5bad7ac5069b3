package org.groundswell.pages.site;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.groundswell.pages.api.Campaign;

/**
 * What a page says of itself to those who find it and pass it on: its address in full, in all languages, its picture, and
 * what it is about. Without the site's own address nothing of it is said.
 */
final class PageHead {
    private static final String HOME = "home";
    /** For readers of no language of the site (a value of hreflang). */
    private static final String ANY = "x-default";

    private final LoadedSite loaded;
    private final PageLanguages languages;
    private final StructuredData data;
    private final Set<String> withNews;

    PageHead(LoadedSite loaded, CampaignViews campaigns) {
        this.loaded = loaded;
        this.languages = new PageLanguages(loaded);
        this.data = new StructuredData(loaded, campaigns);
        this.withNews = loaded.site().languages().stream().filter(language -> loaded.isShown(language, News.PAGE))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * For templates: {@code canonical}, {@code alternates}, {@code structured} {@code feed} and {@code picture}; what is not known is
     * empty, or missing where it has parts.
     *
     * @param address of the site, without a slash at the end, or ""
     * @param cards   for a page that has no picture of its own
     */
    Map<String, Object> of(String page, String language, Campaign campaign, Content content, String address, Cards cards) {
        var head = new HashMap<String, Object>(Map.of("canonical", "", "alternates", List.of(), "structured", ""));
        head.put("feed", address.isEmpty() || !withNews.contains(language) ? "" : NewsFeed.address(address, language));
        if (address.isEmpty() || !languages.isPublic(language, page)) {
            return head;
        }
        String canonical = address + languages.address(language, page, campaign);
        head.put("canonical", canonical);
        head.put("alternates", alternates(page, campaign, address));
        head.put("structured", data.of(page, language, campaign, content, address));
        PagePicture.of(loaded, content).filter(PagePicture::isForCards).map(picture -> picture.model(address))
                .or(() -> card(page, language, campaign, cards).map(card -> card.model(address)))
                .or(() -> ofHome(language).map(picture -> picture.model(address)))
                .ifPresent(picture -> head.put("picture", picture));
        return head;
    }

    /** What stands for the whole site: the picture of its home page, or of that in the first language that has one, without words then. */
    private Optional<PagePicture> ofHome(String language) {
        return Stream.concat(Stream.of(language), loaded.site().languages().stream()).distinct()
                .flatMap(each -> loaded.content(each, HOME).flatMap(home -> PagePicture.of(loaded, home)).stream()
                        .map(picture -> each.equals(language) ? picture : picture.unsaid()))
                .filter(PagePicture::isForCards).findFirst();
    }

    /** The picture of the figures that a page shows. */
    static Optional<Cards.Card> card(String page, String language, Campaign campaign, Cards cards) {
        return Optional.of(new Cards.Place(campaign.id(), language)).filter(_ -> page.equals(HOME) || CampaignPages.isOne(page))
                .flatMap(cards::of);
    }

    /** Where the page is in each language that has it; the home page knows its reader's language by itself. */
    List<Map<String, String>> alternates(String page, Campaign campaign, String address) {
        var alternates = new ArrayList<Map<String, String>>();
        for (String tag : loaded.site().languages()) {
            if (languages.isPublic(tag, page)) {
                alternates.add(alternate(tag, address + languages.address(tag, page, campaign)));
            }
        }
        if (!alternates.isEmpty()) {
            alternates.add(alternate(ANY, page.equals(HOME) ? address + "/" : alternates.getFirst().get("address")));
        }
        return alternates;
    }

    private static Map<String, String> alternate(String tag, String address) {
        return Map.of("tag", tag, "address", address);
    }
}
