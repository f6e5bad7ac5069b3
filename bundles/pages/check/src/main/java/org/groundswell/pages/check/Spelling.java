package org.groundswell.pages.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.groundswell.pages.api.check.Finding;
import org.groundswell.pages.api.check.SiteReading;
import org.groundswell.pages.api.check.SiteReading.Text;

/**
 * Words that no dictionary of their language has, and texts that are in another language of the site. The dictionaries are
 * loaded for one look and let go after it.
 */
final class Spelling implements Check {
    /** The charity's own words: names, abbreviations; one a line. */
    static final String OWN_WORDS = "words.txt";
    /** Of a text with fewer words nobody can say in which language it is. */
    private static final int FEWEST_WORDS = 4;
    private static final double AT_HOME = 0.5;
    private static final double BETTER = 0.3;
    /** Each takes a tenth of a second to find. */
    private static final int MOST_SUGGESTED = 60;

    private final Function<String, Optional<LanguageDictionary>> source;

    /** @param source gives the dictionary of a language, if there is one */
    Spelling(Function<String, Optional<LanguageDictionary>> source) {
        this.source = source;
    }

    @Override
    public void look(SiteReading reading, ParsedPages pages, Consumer<Finding> found) {
        new Look(reading, dictionaries(reading.site().orElseThrow().languages()), found).run();
    }

    private Map<String, LanguageDictionary> dictionaries(List<String> tags) {
        var loading = new TreeMap<String, CompletableFuture<Optional<LanguageDictionary>>>();
        tags.forEach(tag -> loading.put(tag, CompletableFuture.supplyAsync(() -> source.apply(tag))));
        var loaded = new TreeMap<String, LanguageDictionary>();
        loading.forEach((tag, each) -> each.join().ifPresent(dictionary -> loaded.put(tag, dictionary)));
        return loaded;
    }

    /** One look at a site. */
    private static final class Look {
        private final SiteReading reading;
        private final Map<String, LanguageDictionary> dictionaries;
        private final Consumer<Finding> found;
        private final Set<String> own = new HashSet<>();
        private final Set<String> said = new HashSet<>();
        private final Map<String, Map<String, Boolean>> known = new HashMap<>();
        private int suggested;

        Look(SiteReading reading, Map<String, LanguageDictionary> dictionaries, Consumer<Finding> found) {
            this.reading = reading;
            this.dictionaries = dictionaries;
            this.found = found;
            Stream.concat(reading.lines(OWN_WORDS).stream().map(line -> line.replaceFirst("#.*", "")),
                    Stream.of(reading.site().orElseThrow().name())).flatMap(line -> Words.of(line).stream())
                    .map(each -> each.toLowerCase(Locale.ROOT)).forEach(own::add);
        }

        void run() {
            reading.texts().stream().filter(text -> dictionaries.containsKey(text.language())).forEach(this::look);
        }

        private void look(Text text) {
            List<String> words = Words.of(text.text());
            Optional<String> other = otherLanguage(text.language(), words);
            if (other.isPresent()) {
                found.accept(Finding.warning(text.file(), text.line(), (text.key().isEmpty() ? "" : text.key() + ": ") + "'"
                        + ParsedPages.piece(text.text()) + "...' is in " + name(other.get()) + ", expected "
                        + name(text.language()), "translate it"));
                return;
            }
            words.stream().filter(word -> Words.isOf(word, text.language()) && !knows(text.language(), word))
                    .forEach(word -> misspelt(text, word));
        }

        private void misspelt(Text text, String word) {
            if (!said.add(text.file() + " " + word)) {
                return;
            }
            int line = Place.line(reading.lines(text.file()), text.line(), word);
            List<String> meant = suggested++ < MOST_SUGGESTED ? dictionaries.get(text.language()).suggestions(word) : List.of();
            found.accept(Finding.warning(text.file(), line == 0 ? text.line() : line, "'" + word + "' is no word of "
                    + name(text.language()), (meant.isEmpty() ? "" : "did you mean " + String.join(" or ", meant) + "? ")
                    + "A name belongs into " + OWN_WORDS));
        }

        /** The language in which far more of the words are at home than in the one that is expected. */
        private Optional<String> otherLanguage(String language, List<String> words) {
            if (words.size() < FEWEST_WORDS) {
                return Optional.empty();
            }
            double here = share(language, words);
            return here >= AT_HOME ? Optional.empty() : dictionaries.keySet().stream()
                    .filter(each -> !each.equals(language) && share(each, words) >= here + BETTER)
                    .max((one, two) -> Double.compare(share(one, words), share(two, words)));
        }

        private double share(String language, List<String> words) {
            return (double) words.stream().filter(word -> knows(language, word)).count() / words.size();
        }

        private boolean knows(String language, String word) {
            return own.contains(word.toLowerCase(Locale.ROOT)) || known.computeIfAbsent(language, _ -> new HashMap<>())
                    .computeIfAbsent(word, _ -> isWord(dictionaries.get(language), word));
        }

        private boolean isWord(LanguageDictionary dictionary, String word) {
            if (word.contains("-")) {
                return Stream.of(word.split("-")).filter(part -> part.length() > 1).allMatch(part -> dictionary.knows(part)
                        || own.contains(part.toLowerCase(Locale.ROOT))) || dictionary.knows(word);
            }
            return dictionary.knows(word) || own.contains(word.replaceFirst("'s$", "")
                    .toLowerCase(Locale.ROOT));
        }

        private static String name(String tag) {
            return Locale.forLanguageTag(tag).getDisplayLanguage(Locale.ENGLISH);
        }
    }
}
