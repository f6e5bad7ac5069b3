package org.groundswell.pages.site;

import freemarker.cache.StringTemplateLoader;
import freemarker.core.ParseException;
import freemarker.template.Configuration;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.groundswell.pages.api.Site;

/** Reads a site folder as a whole and collects everything that is wrong with it. */
final class SiteLoader {
    private static final String TEMPLATES = "templates/";
    private static final String CONTENT = "content/";
    private static final String MARKDOWN = ".md";
    private static final String HOME = "home";
    private static final String ASSETS = "assets/";

    private SiteLoader() {
    }

    /** The site, or nothing where even its site file cannot be read. */
    static Optional<LoadedSite> load(SiteFolder folder, Shipped shipped, List<Problem> problems) {
        String siteFile = folder.text(SiteFile.NAME, problems);
        Optional<Site> site = siteFile == null ? Optional.empty() : SiteFile.read(siteFile, problems)
                .map(found -> spoken(found, siteFile, folder, problems));
        var remarks = new ArrayList<Problem>();
        return site.map(found -> {
            Appearance appearance = SiteFile.appearance(siteFile, folder, problems);
            remarks.addAll(UnreadFiles.of(folder, found));
            SiteFolder complete = shipped.complete(folder, found, remarks);
            remarks.addAll(UnknownColours.of(siteFile, appearance, complete));
            return read(complete, found, appearance, shipped, remarks, problems);
        });
    }

    /** Without languages of which the folder has nothing at all: that is one mistake, and not one for each file. */
    private static Site spoken(Site site, String siteFile, SiteFolder folder, List<Problem> problems) {
        var nothing = site.languages().stream().filter(tag -> folder.below(CONTENT + tag + "/").isEmpty()
                && folder.bytes(Translations.file(tag)) == null).toList();
        if (nothing.isEmpty() || nothing.size() == site.languages().size()) {
            return site;
        }
        int line = SourceLine.of(Map.of(SiteFile.NAME, siteFile), "languages:").map(SourceLine::number).orElse(0);
        nothing.forEach(tag -> problems.add(new Problem(SiteFile.NAME, line, "languages: of '" + tag + "' there is neither "
                + CONTENT + tag + "/ nor " + Translations.file(tag))));
        return new Site(site.name(), site.languages().stream().filter(tag -> !nothing.contains(tag)).toList(),
                site.campaigns(), site.zone());
    }

    /** Donors wait while a new version of this bundle reads the site: the parts are read side by side. */
    private static LoadedSite read(SiteFolder folder, Site site, Appearance appearance, Shipped shipped,
            List<Problem> remarks, List<Problem> problems) {
        var assets = assets(folder, appearance);
        var names = pageNames(folder, site);
        var markdown = new Markdown(SiteNames.of(site.languages(), names, assets));
        var contents = new Part<>(found -> contents(folder, site, markdown, found));
        var translations = new Part<>(found -> Translations.read(folder, site, shipped, remarks, found));
        var sources = new HashMap<String, String>();
        var templates = new Part<>(found -> templates(folder, sources, found));
        var rootFiles = rootFiles(folder);
        var titled = CampaignPages.titled(site, translations.join(problems), remarks);
        var written = contents.join(problems);
        var pages = News.complete(site, CampaignPages.complete(site, written, titled, remarks), titled, remarks);
        PagePicture.missing(pages, assets).forEach(remarks::add);
        problems.addAll(Draft.problems(pages));
        remarks.addAll(Draft.unclear(pages));
        styles(folder, assets).forEach(style -> style.check(remarks::add));
        remarks.addAll(BlankAddresses.in(pages));
        var parsed = templates.join(problems);
        return new LoadedSite(site, site, LoadedSite.closed(site, Instant.now()), appearance, pages, unread(names, pages), titled,
                parsed, Map.copyOf(sources), assets, rootFiles, folder.writtenBelow(CONTENT), LocalDate.now(site.zone()),
                List.copyOf(remarks));
    }

    /** A part of the site that is being read, and what is wrong with it. */
    private static final class Part<T> {
        private final List<Problem> found = new ArrayList<>();
        private final CompletableFuture<T> value;

        Part(Function<List<Problem>, T> reader) {
            value = CompletableFuture.supplyAsync(() -> reader.apply(found), Thread::startVirtualThread);
        }

        T join(List<Problem> problems) {
            T read = value.join();
            problems.addAll(found);
            return read;
        }
    }

    private static Map<String, Set<String>> pageNames(SiteFolder folder, Site site) {
        return site.languages().stream().collect(Collectors.toMap(Function.identity(), language -> {
            var names = folder.below(CONTENT + language + "/").keySet().stream().filter(name -> name.endsWith(MARKDOWN))
                    .map(SiteLoader::page).collect(Collectors.toCollection(HashSet::new));
            site.campaigns().stream().skip(1).map(CampaignPages::name).forEach(names::add);
            if (News.isIn(names)) {
                names.add(News.PAGE);
            }
            return Set.copyOf(names);
        }));
    }

    private static Set<String> unread(Map<String, Set<String>> names, Map<String, Map<String, Content>> pages) {
        var unread = new HashSet<String>();
        names.forEach((language, all) -> Stream.concat(Stream.of(HOME), all.stream())
                .filter(page -> !pages.get(language).containsKey(page))
                .forEach(page -> unread.add(LoadedSite.path(language, page))));
        return Set.copyOf(unread);
    }

    private static String page(String file) {
        return file.substring(0, file.length() - MARKDOWN.length());
    }

    private static Map<String, Map<String, Content>> contents(SiteFolder folder, Site site, Markdown markdown,
            List<Problem> problems) {
        var contents = new HashMap<String, Map<String, Content>>();
        for (String language : site.languages()) {
            var pages = new HashMap<String, Content>();
            String prefix = CONTENT + language + "/";
            for (String name : folder.below(prefix).keySet()) {
                if (name.endsWith(MARKDOWN)) {
                    String text = folder.text(prefix + name, problems);
                    if (text != null) {
                        Content.read(prefix + name, language, text, markdown, problems)
                                .ifPresent(content -> pages.put(page(name), content));
                    }
                }
            }
            if (folder.bytes(prefix + HOME + MARKDOWN) == null) {
                problems.add(new Problem(prefix + HOME + MARKDOWN, 0, "expected a home page in each language"));
            }
            contents.put(language, Map.copyOf(pages));
        }
        return Map.copyOf(contents);
    }

    private static Configuration templates(SiteFolder folder, Map<String, String> sources, List<Problem> problems) {
        var loader = new StringTemplateLoader();
        for (String name : folder.below(TEMPLATES).keySet()) {
            String text = folder.text(TEMPLATES + name, problems);
            sources.put(name, text == null ? "" : text);
            if (text != null) {
                loader.putTemplate(name, text);
            }
        }
        return new SafeTemplates(loader);
    }

    /** Also those that no page uses yet. Takes a while: donors who wait for a new version do not wait for this. */
    static List<Problem> checkTemplates(LoadedSite loaded) {
        var problems = new ArrayList<Problem>();
        loaded.templateNames().stream().sorted().forEach(name -> parse(loaded, name, problems));
        return problems;
    }

    private static void parse(LoadedSite loaded, String name, List<Problem> problems) {
        try {
            loaded.templates().getTemplate(name);
        } catch (ParseException e) {
            problems.add(TemplateMistake.of(loaded, e));
        } catch (StackOverflowError e) {
            problems.add(new Problem(TEMPLATES + name, 0, "is nested too deep"));
        } catch (IOException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            problems.add(new Problem(TEMPLATES + name, 0, "cannot be read: " + firstLine(cause.toString())));
        }
    }

    private static Map<String, Asset> assets(SiteFolder folder, Appearance appearance) {
        var assets = new HashMap<String, Asset>();
        folder.below(ASSETS).forEach((name, bytes) -> {
            if (!name.endsWith(StyleFile.ENDING)) {
                assets.put(name, Asset.fingerprinted(name, bytes));
            }
        });
        styles(folder, Map.copyOf(assets)).forEach(style -> assets.put(style.name(),
                Asset.fingerprinted(style.name(), style.published())));
        appearance.style().ifPresent(style -> assets.put(Appearance.STYLE, Asset.fingerprinted(Appearance.STYLE, style)));
        return Map.copyOf(assets);
    }

    private static List<StyleFile> styles(SiteFolder folder, Map<String, Asset> files) {
        return folder.below(ASSETS).entrySet().stream().filter(each -> each.getKey().endsWith(StyleFile.ENDING))
                .map(each -> new StyleFile(each.getKey(), each.getValue(), files)).toList();
    }

    private static Map<String, Asset> rootFiles(SiteFolder folder) {
        var files = new HashMap<String, Asset>();
        folder.below("root/").forEach((name, bytes) -> files.put(name, Asset.named(name, bytes)));
        return Map.copyOf(files);
    }

    static String firstLine(String message) {
        return message == null ? "" : message.lines().findFirst().orElse("");
    }
}
