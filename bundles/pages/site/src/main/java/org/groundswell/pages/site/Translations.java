package org.groundswell.pages.site;

import java.text.NumberFormat;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.groundswell.pages.api.Site;

/** The site's texts by language and key. Immutable. */
record Translations(Map<String, Map<String, String>> byLanguage) {
    /** A language has the site's words here or the program's; what neither has is said when the program was asked. */
    private static final String RECEIPT = "receipt.";

    /**
     * Reads {@code translations/{language}.yaml}; a key that a language lacks is a problem. What no language has is
     * taken from the shipped texts.
     */
    static Translations read(SiteFolder folder, Site site, Shipped shipped, List<Problem> remarks,
            List<Problem> problems) {
        var byLanguage = new LinkedHashMap<String, Map<String, String>>();
        var comparison = new KeyComparison();
        var placeholders = new Placeholders(shipped, folder);
        for (String language : site.languages()) {
            String file = file(language);
            String text = folder.text(file, problems);
            var yaml = new YamlFile(file, 1, problems);
            Map<String, String> texts = text == null ? Map.of()
                    : yaml.mapping(text).map(yaml::flat).orElse(Map.of());
            byLanguage.put(language, texts);
            texts.forEach((key, value) -> placeholders.wrong(key, value)
                    .ifPresent(wrong -> remarks.add(new Problem(file, yaml.line(key), wrong))));
            if (!texts.isEmpty()) {
                comparison.add(language, texts.keySet().stream().filter(key -> !key.startsWith(RECEIPT))
                        .collect(Collectors.toMap(Function.identity(), yaml::line)));
            }
        }
        problems.addAll(comparison.problems());
        Map<String, String> known = new HashMap<>();
        byLanguage.sequencedValues().reversed().forEach(known::putAll);
        byLanguage.replaceAll((language, texts) -> completed(language, texts, known, shipped, remarks));
        return new Translations(Map.copyOf(byLanguage));
    }

    /** @param known what any language has: a text that only this one lacks is said already, as is a file without any */
    private static Map<String, String> completed(String language, Map<String, String> texts, Map<String, String> known,
            Shipped shipped, List<Problem> remarks) {
        var all = new TreeMap<String, String>(texts.isEmpty() ? known : Map.of());
        Map<String, String> ours = shipped.texts(language);
        var needed = ours.keySet().stream().filter(key -> Shipped.isNeeded(key) && !known.containsKey(key)).toList();
        if (!needed.isEmpty()) {
            remarks.add(new Problem(file(language), 0, "this release needs these texts; the shipped ones are used: "
                    + String.join(", ", needed) + "; see docs/upgrade.md"));
        }
        all.putAll(ours);
        all.putAll(texts);
        return Map.copyOf(all);
    }

    /** The text with its places {@code {0}}, {@code {1}} filled, or the key where there is no text. */
    String text(String language, String key, Object... arguments) {
        String text = byLanguage.getOrDefault(language, Map.of()).getOrDefault(key, key);
        for (int i = 0; i < arguments.length; i++) {
            text = text.replace("{" + i + "}", written(language, arguments[i]));
        }
        return text;
    }

    /** Numbers have the digits of the language, as the amounts beside them. */
    private static String written(String language, Object argument) {
        return argument instanceof Number number
                ? NumberFormat.getInstance(Locale.forLanguageTag(language)).format(number) : String.valueOf(argument);
    }

    /** The same with one more text. */
    Translations with(String language, String key, String text) {
        var all = new HashMap<>(byLanguage);
        var texts = new HashMap<>(byLanguage.getOrDefault(language, Map.of()));
        texts.put(key, text);
        all.put(language, Map.copyOf(texts));
        return new Translations(Map.copyOf(all));
    }

    boolean has(String language, String key) {
        return byLanguage.getOrDefault(language, Map.of()).containsKey(key);
    }

    /** What is said of a text that a template asks for. */
    static String missing(String language, String key) {
        return "t: no text '" + key + "' in " + file(language);
    }

    static String file(String language) {
        return "translations/" + language + ".yaml";
    }
}
