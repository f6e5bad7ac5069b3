package org.groundswell.shared.text;

import java.util.Locale;
import java.util.Set;

/** Which way a language is written. */
public final class TextDirection {
    /** By ISO 15924, as language tags may name them. */
    private static final Set<String> SCRIPTS =
            Set.of("Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Mand", "Rohg", "Samr");
    /** Written so where the tag names no script (Suppress-Script and likely subtags of the CLDR). */
    private static final Set<String> LANGUAGES = Set.of("ar", "arc", "ary", "arz", "azb", "bal", "bqi", "ckb", "dv",
            "fa", "glk", "he", "iw", "ji", "khw", "ks", "lrc", "luz", "mzn", "nqo", "pnb", "prs", "ps", "sd", "sdh",
            "skr", "syr", "ug", "ur", "yi");

    private TextDirection() {
    }

    /** {@code rtl} or {@code ltr}, as HTML's attribute {@code dir} has it; by a language tag (BCP 47). */
    public static String of(String language) {
        return isRightToLeft(language) ? "rtl" : "ltr";
    }

    /** Whether it is written from right to left. */
    public static boolean isRightToLeft(String language) {
        Locale locale = Locale.forLanguageTag(language);
        return locale.getScript().isEmpty() ? LANGUAGES.contains(locale.getLanguage())
                : SCRIPTS.contains(locale.getScript());
    }
}
