package org.groundswell.console.frame;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;

/** A bundle's words for its pages, in each language of the console; what one lacks is said in English. Immutable. */
final class Texts {
    /** The languages of the console, the first one for whoever reads none of them. */
    static final List<String> LANGUAGES = List.of("en", "nl", "ar");

    private final Map<String, Map<String, String>> byLanguage;

    private Texts(Map<String, Map<String, String>> byLanguage) {
        this.byLanguage = byLanguage;
    }

    /** @param resources finds a file beside the pages by its name; null where there is none */
    static Texts read(Function<String, URL> resources) {
        var byLanguage = new HashMap<String, Map<String, String>>();
        LANGUAGES.forEach(language -> byLanguage.put(language, read(resources.apply("texts_" + language
                + ".properties"))));
        return new Texts(byLanguage);
    }

    /** The text of a key in a language, with its places <code>{0}</code>, <code>{1}</code> filled. */
    Optional<String> find(String language, String key, Object... arguments) {
        String text = byLanguage.getOrDefault(language, Map.of()).getOrDefault(key,
                byLanguage.get(LANGUAGES.getFirst()).get(key));
        return Optional.ofNullable(text).map(each -> filled(each, language, arguments));
    }

    private static String filled(String text, String language, Object... arguments) {
        if (arguments.length == 0) {
            return text;
        }
        var filled = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            boolean isPlace = at + 2 < text.length() && text.charAt(at) == '{' && text.charAt(at + 2) == '}'
                    && Character.isDigit(text.charAt(at + 1));
            int place = isPlace ? text.charAt(at + 1) - '0' : -1;
            if (isPlace && place < arguments.length) {
                filled.append(written(arguments[place], language));
                at += 3;
            } else {
                filled.append(text.charAt(at++));
            }
        }
        return filled.toString();
    }

    private static String written(Object argument, String language) {
        return argument instanceof Number number
                ? NumberFormat.getInstance(Locale.forLanguageTag(language)).format(number) : String.valueOf(argument);
    }

    private static Map<String, String> read(URL file) {
        var read = new Properties();
        if (file != null) {
            try (Reader reader = new InputStreamReader(file.openStream(), StandardCharsets.UTF_8)) {
                read.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read " + file, e);
            }
        }
        var texts = new HashMap<String, String>();
        read.stringPropertyNames().forEach(key -> texts.put(key, read.getProperty(key)));
        return texts;
    }
}
