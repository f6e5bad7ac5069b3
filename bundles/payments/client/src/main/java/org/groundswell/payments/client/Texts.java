package org.groundswell.payments.client;

import java.util.Locale;
import java.util.ResourceBundle;

/** What donors read of a gateway. */
public final class Texts {
    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private Texts() {
    }

    /** The text {@code label} in {@code texts*.properties} beside the provider's class, in English where need be. */
    public static String label(Class<?> provider, String language) {
        return ResourceBundle.getBundle(provider.getPackageName() + ".texts", Locale.forLanguageTag(language),
                provider.getClassLoader(), NO_FALLBACK).getString("label");
    }

    /** The text's beginning, as much of it as a gateway takes. */
    public static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }
}
