package org.groundswell.pages.check;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Loading a dictionary takes longer than a look at a site: what one test has loaded serves those that follow it. */
final class KeptDictionaries {
    private static final Map<String, Optional<LanguageDictionary>> LOADED = new ConcurrentHashMap<>();

    private KeptDictionaries() {
    }

    static Optional<LanguageDictionary> of(String tag) {
        return LOADED.computeIfAbsent(tag, LanguageDictionary::of);
    }
}
