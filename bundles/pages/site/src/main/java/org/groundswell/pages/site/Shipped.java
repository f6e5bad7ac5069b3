package org.groundswell.pages.site;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.groundswell.pages.api.Site;
import org.osgi.framework.Bundle;

/**
 * The site that came with this release. A folder that was made for an older one lacks pages and texts that donors need
 * now; they are taken from here, and the admin is told. Immutable.
 */
final class Shipped {
    static final Shipped NOTHING = new Shipped(Map.of());
    /** Before the names of templates that come from here, so that they find each other and not the folder's. */
    static final String TEMPLATES = "shipped/";
    private static final String ROOT = "shipped/";
    private static final String OTHERWISE = "en";
    /** Pages that donors are sent to, whatever the site's menu shows. */
    static final List<String> PAGES = List.of("confirm", "error", "monthly", "onward", "wait");
    private static final String WITHOUT_CONTENT = "error";
    /** The same, in words of the charity: where it has none in any language, the shipped ones are better than none. */
    private static final List<String> WORDED = List.of("donate", "sorry", "thanks");
    /** What other pages are made with. */
    private static final List<String> BASIC = List.of("home", "page");
    /** A site may do without it; with the page it needs the form. */
    private static final String CONTACT = "contact";
    /** Front matter that names a template of its own. */
    private static final Pattern OWN_TEMPLATE = Pattern.compile("(?m)^template:");
    private static final String CAMPAIGN = "campaign";
    private static final List<String> NEWS = List.of("news", "news-entry");
    /** What a template must speak of, and what donors miss where it does not. */
    private static final Map<String, Map<String, String>> SUBJECTS = Map.of(
            "donate", Map.of("monthly", "monthly gifts are not offered",
                    "receipts", "it may promise a receipt that nobody sends",
                    "note", "whoever gives up a payment is not told that nothing was taken"),
            "thanks", Map.of("receipts", "donors are not told that a receipt comes"),
            "confirm", Map.of("challenge", "nobody can give while cards are being tried out"),
            "parts", Map.of(".test", "visitors take tests for gifts"),
            "home", Map.of("sections", "what other bundles bring is not shown"));
    /** What only the charity itself can say. */
    private static final List<String> OWN_TEXTS = List.of("campaign.", "footer.line", "footer.privacy", "home.",
            "language", "scene", "receipt.");
    /** Texts that bundles ask for, whatever the templates are. */
    private static final List<String> NEEDED_TEXTS = List.of("error.", "challenge.", "onward.", "wait.", "gift.");
    private static final String ADVICE = "; see docs/upgrade.md";

    private final Map<String, byte[]> files;

    private Shipped(Map<String, byte[]> files) {
        this.files = Collections.unmodifiableMap(files);
    }

    /** What this bundle carries. */
    static Shipped in(Bundle bundle) throws IOException {
        var files = new TreeMap<String, byte[]>();
        Enumeration<URL> entries = bundle.findEntries(ROOT, "*", true);
        while (entries != null && entries.hasMoreElements()) {
            URL entry = entries.nextElement();
            if (!entry.getPath().endsWith("/")) {
                try (InputStream in = entry.openStream()) {
                    files.put(entry.getPath().substring(entry.getPath().indexOf(ROOT) + ROOT.length()),
                            in.readAllBytes());
                }
            }
        }
        return new Shipped(files);
    }

    /** What the jar of a class carries, for programs that run without a framework. */
    static Shipped beside(Class<?> type) throws IOException {
        Path place = Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()));
        if (Files.isDirectory(place)) {
            return of(SiteFolder.read(place.resolve(ROOT), new ArrayList<>()));
        }
        var files = new TreeMap<String, byte[]>();
        try (var jar = new JarFile(place.toFile())) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                if (entry.getName().startsWith(ROOT) && !entry.isDirectory()) {
                    try (InputStream in = jar.getInputStream(entry)) {
                        files.put(entry.getName().substring(ROOT.length()), in.readAllBytes());
                    }
                }
            }
        }
        return new Shipped(files);
    }

    /** The same as in a folder. */
    static Shipped of(SiteFolder folder) {
        return new Shipped(new TreeMap<>(folder.below("")));
    }

    /** The folder with what it lacks. */
    SiteFolder complete(SiteFolder folder, Site site, List<Problem> remarks) {
        if (files.isEmpty()) {
            return folder;
        }
        var missing = new TreeMap<String, byte[]>();
        for (String page : PAGES) {
            template(page, folder, missing, remarks);
            if (!page.equals(WITHOUT_CONTENT)) {
                site.languages().forEach(language -> content(page, language, folder, missing, remarks));
            }
        }
        for (String page : WORDED) {
            if (written(page, folder, site).isEmpty()) {
                site.languages().forEach(language -> content(page, language, folder, missing, remarks));
            }
        }
        Stream.of(WORDED, BASIC, List.of(CONTACT)).flatMap(List::stream).filter(page -> isNeeded(page, folder, site))
                .forEach(page -> template(page, folder, missing, remarks));
        if (site.campaigns().size() > 1) {
            template(CAMPAIGN, folder, missing, remarks);
        }
        if (site.languages().stream().anyMatch(language -> hasNews(folder, language))) {
            NEWS.forEach(page -> template(page, folder, missing, remarks));
        }
        SUBJECTS.forEach((page, subjects) -> subjects.forEach((subject, loss) -> {
            byte[] template = folder.bytes(template(page));
            if (template != null && !new String(template, StandardCharsets.UTF_8).contains(subject)) {
                remarks.add(new Problem(template(page), 0, "does not speak of '" + subject + "': " + loss
                        + ADVICE));
            }
        }));
        return folder.with(missing);
    }

    /** Whether some page asks for the template of its name: one that nobody wrote, or that names no other. */
    private static boolean isNeeded(String page, SiteFolder folder, Site site) {
        List<String> written = written(page, folder, site);
        return written.isEmpty() ? !page.equals(CONTACT)
                : written.stream().anyMatch(text -> !OWN_TEMPLATE.matcher(text).find());
    }

    private static List<String> written(String page, SiteFolder folder, Site site) {
        return site.languages().stream().map(language -> folder.bytes("content/" + language + "/" + page + ".md"))
                .filter(Objects::nonNull).map(bytes -> new String(bytes, StandardCharsets.UTF_8)).toList();
    }

    private static boolean hasNews(SiteFolder folder, String language) {
        return folder.below("content/" + language + "/").keySet().stream().anyMatch(name -> name.endsWith(".md")
                && News.isEntry(name.substring(0, name.length() - ".md".length())));
    }

    /** Those in which this release has texts. */
    List<String> languages() {
        return files.keySet().stream().filter(name -> name.startsWith("translations/"))
                .map(name -> name.substring("translations/".length(), name.length() - ".yaml".length())).toList();
    }

    /** The texts of this release in a language, without those that are the charity's own. */
    Map<String, String> texts(String language) {
        String file = "translations/" + language + ".yaml";
        byte[] bytes = files.getOrDefault(file, files.get("translations/" + OTHERWISE + ".yaml"));
        if (bytes == null) {
            return Map.of();
        }
        var yaml = new YamlFile(file, 1, new ArrayList<>());
        var texts = new TreeMap<>(yaml.mapping(new String(bytes, StandardCharsets.UTF_8)).map(yaml::flat)
                .orElse(Map.of()));
        texts.keySet().removeIf(key -> OWN_TEXTS.stream().anyMatch(key::startsWith));
        return texts;
    }

    /** Whether bundles ask for this text, so that its absence is worth a word. */
    static boolean isNeeded(String key) {
        return NEEDED_TEXTS.stream().anyMatch(key::startsWith);
    }

    private static String template(String page) {
        return "templates/" + page + ".ftlh";
    }

    private void template(String page, SiteFolder folder, Map<String, byte[]> missing, List<Problem> remarks) {
        String name = template(page);
        if (folder.bytes(name) != null || !files.containsKey(name)) {
            return;
        }
        remarks.add(new Problem(name, 0, "this release needs this template; the shipped one is used" + ADVICE));
        files.forEach((file, bytes) -> {
            if (file.startsWith("templates/")) {
                missing.put("templates/" + TEMPLATES + file.substring("templates/".length()), bytes);
            } else if (file.startsWith("assets/") && folder.bytes(file) == null) {
                missing.put(file, bytes);
            }
        });
    }

    private void content(String page, String language, SiteFolder folder, Map<String, byte[]> missing,
            List<Problem> remarks) {
        String name = "content/" + language + "/" + page + ".md";
        byte[] shipped = files.getOrDefault(name, files.get("content/" + OTHERWISE + "/" + page + ".md"));
        if (folder.bytes(name) == null && shipped != null) {
            missing.put(name, shipped);
            remarks.add(new Problem(name, 0, "this release needs this page; the shipped one is used" + ADVICE));
        }
    }
}
