package org.groundswell.pages.migration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.groundswell.shared.files.ByteOrderMark;

/**
 * What Hugo's settings say of languages and folders (<a href="https://gohugo.io/configuration/all/">Hugo, all settings</a>).
 *
 * @param folders  where the pages of a language are, if it has a folder of its own, by language
 * @param language that of pages which say none
 * @param address  of the old site, without a slash at the end, or ""
 */
record HugoSettings(List<String> languages, Map<String, Path> folders, Path content, List<Path> files, String language,
        String address) {
    private static final List<String> ENDINGS = List.of(".toml", ".yaml", ".yml", ".json");
    private static final List<String> NAMES = List.of("hugo", "config", "config/_default/hugo", "config/_default/config");
    private static final String LANGUAGES = "config/_default/languages";

    static HugoSettings read(Path site) throws IOException, UnreadableSiteException {
        Map<String, Object> all = new TreeMap<>();
        for (String name : NAMES) {
            all.putAll(settings(site, name));
        }
        var languages = new LinkedHashMap<>(DataFormat.inside(all, "languages"));
        languages.putAll(settings(site, LANGUAGES));
        String first = text(all, "defaultContentLanguage", "en");
        Path content = inside(site, text(all, "contentDir", "content"));
        if (!Files.isDirectory(content)) {
            throw new UnreadableSiteException("there is no folder " + content + ": give the folder of a Hugo site, in which"
                    + " hugo.toml is");
        }
        var folders = new LinkedHashMap<String, Path>();
        languages.keySet().forEach(language -> {
            String folder = text(DataFormat.inside(languages, language), "contentDir", "");
            if (!folder.isEmpty()) {
                folders.put(language, site.resolve(folder).normalize());
            }
        });
        for (Path folder : folders.values()) {
            inside(site, folder.toString());
        }
        if (languages.isEmpty()) {
            languages.put(first, Map.of());
        }
        return new HugoSettings(List.copyOf(languages.keySet()), folders, content.normalize(),
                List.of(inside(site, text(all, "staticDir", "static")), site.resolve("assets"), content), first,
                text(all, "baseURL", "").replaceFirst("/+$", ""));
    }

    private static Path inside(Path site, String folder) throws UnreadableSiteException {
        Path path = site.resolve(folder).normalize();
        if (!path.startsWith(site.normalize())) {
            throw new UnreadableSiteException("the site's settings name a folder that is not in " + site + ": " + folder
                    + "; copy it into that one, and name it there");
        }
        return path;
    }

    private static Map<String, Object> settings(Path site, String name) throws IOException, UnreadableSiteException {
        for (String ending : ENDINGS) {
            Path file = site.resolve(name + ending);
            if (Files.isRegularFile(file) && file.toRealPath().startsWith(site.toRealPath())) {
                try {
                    return DataFormat.ofFile(file.toString()).orElseThrow()
                            .read(ByteOrderMark.removed(Files.readString(file)));
                } catch (UnreadableSiteException e) {
                    throw new UnreadableSiteException(file + ": " + e.getMessage(), e);
                }
            }
        }
        return Map.of();
    }

    /** A setting; Hugo reads its names in any capitals. */
    private static String text(Map<String, Object> map, String key, String otherwise) {
        return map.entrySet().stream().filter(each -> each.getKey().equalsIgnoreCase(key)
                && each.getValue() instanceof String).map(each -> (String) each.getValue()).findFirst().orElse(otherwise);
    }
}
