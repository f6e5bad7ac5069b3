package org.groundswell.donations.receipts;

import java.util.Locale;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The words that the program has for receipts in one language, or in the one that it is a kind of. There is no language
 * that stands for all others: what is in no language of its own must not be taken for it.
 */
final class ProgramTexts {
    /** The language that always has all of them. */
    static final String COMPLETE = "en";
    private static final String BUNDLE = "org.groundswell.donations.receipts.texts";
    private static final String WAY = "way.";
    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private static final Set<String> KEYS = in(COMPLETE).words.orElseThrow().keySet().stream()
            .filter(key -> !key.startsWith(WAY)).collect(Collectors.toUnmodifiableSet());

    private final Optional<ResourceBundle> words;

    private ProgramTexts(Optional<ResourceBundle> words) {
        this.words = words;
    }

    /** @param language a tag (BCP 47) */
    static ProgramTexts in(String language) {
        try {
            return new ProgramTexts(Optional.of(ResourceBundle.getBundle(BUNDLE, Locale.forLanguageTag(language),
                    ProgramTexts.class.getClassLoader(), NO_FALLBACK)).filter(found -> !found.getLocale()
                    .equals(Locale.ROOT)));
        } catch (MissingResourceException e) {
            return new ProgramTexts(Optional.empty());
        }
    }

    /** The keys of all texts without which there is no receipt. */
    static Set<String> keys() {
        return KEYS;
    }

    /** Those that only a site can have in this language, by their keys there. */
    Set<String> lacking() {
        return KEYS.stream().filter(key -> text(key).isEmpty()).map(ReceiptTexts::keyOfSite)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The text, a pattern of {@link java.text.MessageFormat}. */
    Optional<String> text(String key) {
        return words.filter(present -> present.containsKey(key)).map(present -> present.getString(key));
    }
}
