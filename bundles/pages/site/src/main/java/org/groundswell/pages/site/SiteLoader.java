package org.groundswell.pages.site;

import freemarker.cache.StringTemplateLoader;
import freemarker.core.ParseException;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.DefaultObjectWrapperBuilder;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.groundswell.pages.api.Site;

/** Reads a site folder as a whole and collects everything that is wrong with it. */
final class SiteLoader {
    private static final String TEMPLATES = "templates/";
    private static final String CONTENT = "content/";

    private SiteLoader() {
    }

    /** The site, or nothing where even its site file cannot be read. */
    static Optional<LoadedSite> load(SiteFolder folder, List<Problem> problems) {
        String siteFile = folder.text(SiteFile.NAME, problems);
        Optional<Site> site = siteFile == null ? Optional.empty() : SiteFile.read(siteFile, problems);
        return site.map(found -> new LoadedSite(found, contents(folder, found, problems),
                Translations.read(folder, found, problems), templates(folder, problems), assets(folder),
                rootFiles(folder)));
    }

    private static Map<String, Map<String, Content>> contents(SiteFolder folder, Site site, List<Problem> problems) {
        var contents = new HashMap<String, Map<String, Content>>();
        for (String language : site.languages()) {
            var pages = new HashMap<String, Content>();
            String prefix = CONTENT + language + "/";
            for (String name : folder.below(prefix).keySet()) {
                if (name.endsWith(".md")) {
                    String text = folder.text(prefix + name, problems);
                    if (text != null) {
                        Content.read(prefix + name, text, problems)
                                .ifPresent(content -> pages.put(name.substring(0, name.length() - 3), content));
                    }
                }
            }
            if (!pages.containsKey("home")) {
                problems.add(new Problem(prefix + "home.md", 0, "expected a home page in each language"));
            }
            contents.put(language, Map.copyOf(pages));
        }
        return Map.copyOf(contents);
    }

    private static Configuration templates(SiteFolder folder, List<Problem> problems) {
        var loader = new StringTemplateLoader();
        var configuration = new Configuration(Configuration.VERSION_2_3_34);
        configuration.setTemplateLoader(loader);
        configuration.setLocalizedLookup(false);
        configuration.setDefaultEncoding("UTF-8");
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
        configuration.setWrapUncheckedExceptions(true);
        // Whoever edits a template edits pages, not the node: no classes, no method calls on Java objects.
        configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
        var wrapper = new DefaultObjectWrapperBuilder(Configuration.VERSION_2_3_34);
        wrapper.setExposeFields(false);
        configuration.setObjectWrapper(wrapper.build());
        for (String name : folder.below(TEMPLATES).keySet()) {
            String text = folder.text(TEMPLATES + name, problems);
            if (text != null) {
                loader.putTemplate(name, text);
            }
        }
        for (String name : folder.below(TEMPLATES).keySet()) {
            parse(configuration, name, problems);
        }
        return configuration;
    }

    private static void parse(Configuration configuration, String name, List<Problem> problems) {
        try {
            configuration.getTemplate(name);
        } catch (ParseException e) {
            problems.add(new Problem(TEMPLATES + name, e.getLineNumber(), firstLine(e.getEditorMessage())));
        } catch (IOException e) {
            throw new UncheckedIOException("templates are in memory", e);
        }
    }

    private static Map<String, Asset> assets(SiteFolder folder) {
        var assets = new HashMap<String, Asset>();
        folder.below("assets/").forEach((name, bytes) -> assets.put(name, Asset.fingerprinted(name, bytes)));
        return Map.copyOf(assets);
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
