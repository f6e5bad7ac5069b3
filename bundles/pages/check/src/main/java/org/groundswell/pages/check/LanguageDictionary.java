package org.groundswell.pages.check;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.lucene.analysis.hunspell.Dictionary;
import org.apache.lucene.analysis.hunspell.Hunspell;
import org.apache.lucene.analysis.hunspell.SortingStrategy;
import org.apache.lucene.analysis.hunspell.TimeoutPolicy;

/** The words of one language. A loaded one takes some megabytes, and a second or more to load. Used by one thread. */
final class LanguageDictionary {
    private static final Map<String, String> FOLDERS = Map.of("en", "/net/sourceforge/wordlist/en/", "nl",
            "/org/opentaal/hunspell/nl/", "ar", "/net/sourceforge/ayaspell/ar/");
    /** Lucene reads these only before the rules; one of the dictionaries has them behind. */
    private static final Pattern FIRST = Pattern.compile("(SET|FLAG|IGNORE)\\s.*");
    private static final long PATIENCE_MILLIS = 1000;
    private static final int MOST_SUGGESTIONS = 3;
    private static final int MOST_OF_A_KIND = 2;

    private final Hunspell words;

    private LanguageDictionary(Hunspell words) {
        this.words = words;
    }

    /** Whether there is one for a language tag; regions share the one of their language. */
    static boolean exists(String tag) {
        return FOLDERS.containsKey(language(tag));
    }

    static Optional<LanguageDictionary> of(String tag) {
        String language = language(tag);
        String name = FOLDERS.getOrDefault(language, "") + language;
        if (!exists(tag)) {
            return Optional.empty();
        }
        try (InputStream rules = ordered(name + ".aff"); InputStream entries = open(name + ".dic")) {
            var dictionary = new Dictionary(rules, List.of(entries), false, SortingStrategy.inMemory());
            return Optional.of(new LanguageDictionary(new Hunspell(dictionary, TimeoutPolicy.RETURN_PARTIAL_RESULT, () -> { })));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ParseException e) {
            throw new IllegalStateException(name + " is no dictionary", e);
        }
    }

    boolean knows(String word) {
        return words.spell(word);
    }

    /** What may have been meant, the likeliest first; few where it takes too long to find. */
    List<String> suggestions(String word) {
        var likely = new LinkedHashSet<String>(NearWords.ofSlips(word, this::knows).stream().limit(MOST_OF_A_KIND).toList());
        List<String> others = words.suggest(word, PATIENCE_MILLIS);
        others.stream().limit(1).forEach(likely::add);
        NearWords.ofMissingLetters(word, this::knows).stream().limit(MOST_OF_A_KIND).forEach(likely::add);
        likely.addAll(others);
        return likely.stream().limit(MOST_SUGGESTIONS).toList();
    }

    private static String language(String tag) {
        return Locale.forLanguageTag(tag).getLanguage();
    }

    private static InputStream ordered(String name) throws IOException {
        try (InputStream in = open(name)) {
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
            String text = Stream.concat(lines.stream().filter(FIRST.asMatchPredicate()),
                    lines.stream().filter(FIRST.asMatchPredicate().negate())).collect(Collectors.joining("\n", "", "\n"));
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static InputStream open(String name) throws IOException {
        InputStream in = LanguageDictionary.class.getResourceAsStream(name);
        if (in == null) {
            throw new IOException("there is no " + name + " in this jar");
        }
        return in;
    }
}
