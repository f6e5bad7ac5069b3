package org.groundswell.pages.site;

import freemarker.template.Configuration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.groundswell.pages.api.Campaign;
import org.groundswell.pages.api.Site;
import org.groundswell.shared.paths.WebPath;

/**
 * Everything that was read from the site folder in one go. Immutable.
 *
 * @param whole      the site with the campaigns that are hidden yet, too
 * @param site       the same without them
 * @param closed     the ids of the campaigns to which nothing new is given any more
 * @param appearance how it shows itself
 * @param contents  by language, then by page name
 * @param unread    paths of pages whose file is missing or has a mistake, which is said where it is read
 * @param templates all templates, each parsed when it is first asked for
 * @param sources their texts by name, in which a mistake is looked for
 * @param assets    by the name under which templates ask for them
 * @param rootFiles files that keep their name, served from {@code /}
 * @param written   when each file in {@code content/} was written, by its name there, where that is known
 * @param today     the day for which it was made, in its time zone: news of later days are not shown
 * @param remarks   what an admin should know, and what keeps nothing from being shown
 */
record LoadedSite(Site whole, Site site, Set<String> closed, Appearance appearance,
        Map<String, Map<String, Content>> contents, Set<String> unread, Translations translations,
        Configuration templates, Map<String, String> sources, Map<String, Asset> assets, Map<String, Asset> rootFiles,
        Map<String, Instant> written, LocalDate today, List<Problem> remarks) {
    /** The page with the donation form; each campaign has one. */
    static final String FORM = "donate";

    Set<String> templateNames() {
        return sources.keySet();
    }

    Optional<Content> content(String language, String page) {
        return Optional.ofNullable(contents.getOrDefault(language, Map.of()).get(page));
    }

    /** The same site at another time: this one where nothing is another then. */
    LoadedSite at(Instant now) {
        LocalDate day = LocalDate.ofInstant(now, whole.zone());
        Site then = whole.at(now);
        Set<String> over = closed(whole, now);
        return day.equals(today) && then.equals(site) && over.equals(closed) ? this : new LoadedSite(whole, then, over, appearance,
                contents, unread, translations, templates, sources, assets, rootFiles, written, day, remarks);
    }

    /** The same site on the same day with these campaigns to be seen, and these of them closed. */
    LoadedSite with(Site then, Set<String> over) {
        return new LoadedSite(whole, then, over, appearance, contents, unread, translations, templates, sources, assets,
                rootFiles, written, today, remarks);
    }

    static Set<String> closed(Site site, Instant now) {
        return site.campaigns().stream().filter(each -> each.isClosed(now)).map(Campaign::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a page is to be seen now; a list of news that nobody has written needs one to list. */
    boolean isShown(String language, String page) {
        boolean isHidden = CampaignPages.isOne(page) && site.campaign(CampaignPages.id(page)).isEmpty();
        return !isHidden && content(language, page).filter(each -> !News.isHidden(page, each, today)).isPresent()
                && (!page.equals(News.PAGE) || !content(language, page).orElseThrow().source().isEmpty()
                        || contents.get(language).keySet().stream().anyMatch(each -> News.isEntry(each)
                                && isShown(language, each)));
    }

    /** The pages that everybody sees today. */
    List<PublicPage> shownPages() {
        return pages().stream().filter(page -> isShown(page.language(), page.page())).toList();
    }

    /** When the page's words were written, where that is known. */
    Optional<Instant> written(String language, String page) {
        return Optional.ofNullable(written.get(language + "/" + page + ".md"));
    }

    /** Whether there is such a page in any language. */
    boolean has(String page) {
        return site.languages().stream().anyMatch(language -> content(language, page).isPresent());
    }

    /** The address of a page in a language, or else in the first one that has it; a campaign's may be named by its id. */
    String link(String language, String page) {
        String name = WebPath.composed(page);
        String ofCampaign = CampaignPages.FOLDER + name;
        boolean isCampaign = content(language, name).isEmpty() && content(language, ofCampaign).isPresent();
        return address(spoken(language, name), isCampaign ? ofCampaign : name);
    }

    /** The address of a campaign's form in a language, or else in the first one that has it. */
    String form(String language, Campaign campaign) {
        return WebPath.encoded(formPath(spoken(language, FORM), campaign));
    }

    /** Whether the home page is this campaign's. */
    boolean isFirst(Campaign campaign) {
        return site.campaigns().getFirst().id().equals(campaign.id());
    }

    /** All pages that are the same for everybody, each path once: where a page is shown, that one. */
    List<PublicPage> pages() {
        var pages = new LinkedHashMap<String, PublicPage>();
        contents.forEach((language, named) -> named.keySet().stream().filter(page -> !isPersonal(language, page))
                .sorted(Comparator.comparing((String page) -> !isShown(language, page)).thenComparing(CampaignPages::isOne)
                        .thenComparing(Comparator.naturalOrder())).forEach(page -> {
                    String path = path(language, page);
                    pages.putIfAbsent(path, new PublicPage(path, page, language,
                            site.campaignOrDefault(CampaignPages.id(page))));
                }));
        site.languages().stream().filter(tag -> content(tag, FORM).isPresent() && !isPersonal(tag, FORM)).forEach(tag ->
                site.campaigns().forEach(each -> pages.putIfAbsent(formPath(tag, each),
                        new PublicPage(formPath(tag, each), FORM, tag, each))));
        return List.copyOf(pages.values());
    }

    /** Whether a page is made for one visitor each. */
    boolean isPersonal(String language, String page) {
        return content(language, page).map(each -> each.meta().containsKey("dynamic")).orElse(true);
    }

    private String formPath(String language, Campaign campaign) {
        return path(language, isFirst(campaign) ? FORM : campaign.id() + "/" + FORM);
    }

    /** The language, or where it lacks the page the first one that has it. */
    String spoken(String language, String page) {
        return content(language, page).isPresent() ? language : site.languages().stream()
                .filter(tag -> content(tag, page).isPresent()).findFirst().orElse(language);
    }

    /** The path of a page, by its name. */
    static String path(String language, String page) {
        return "/" + language + "/" + (page.equals("home") ? "" : CampaignPages.isOne(page) ? CampaignPages.id(page)
                : News.path(page));
    }

    /** The path as it stands in a page. */
    static String address(String language, String page) {
        return WebPath.encoded(path(language, WebPath.composed(page)));
    }

    Optional<Asset> asset(String name) {
        return Optional.ofNullable(assets.get(WebPath.composed(name)));
    }
}
