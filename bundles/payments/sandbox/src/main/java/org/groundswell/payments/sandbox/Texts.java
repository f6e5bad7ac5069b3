package org.groundswell.payments.sandbox;

import java.util.Locale;
import java.util.ResourceBundle;

/** The hosted page's texts. */
final class Texts {
    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private Texts() {
    }

    /** In the given language (BCP 47), or in English. */
    static ResourceBundle of(String language) {
        return ResourceBundle.getBundle("org.groundswell.payments.sandbox.texts",
                Locale.forLanguageTag(language == null ? "en" : language), Texts.class.getClassLoader(), NO_FALLBACK);
    }
}
