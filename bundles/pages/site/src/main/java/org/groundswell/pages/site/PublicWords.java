package org.groundswell.pages.site;

import java.util.Locale;
import java.util.Map;
import org.groundswell.donations.api.moderation.Moderation;
import org.groundswell.donations.api.moderation.Publicity;

/**
 * When the site shows what donors write, as the form has to say it.
 *
 * @param names when it shows their names
 * @param words when it shows what they have to say
 */
record PublicWords(Publicity names, Publicity words) {
    /** While nobody can say what may be shown. */
    static final PublicWords NONE = new PublicWords(Publicity.NEVER, Publicity.NEVER);

    static PublicWords of(Moderation moderation) {
        return new PublicWords(moderation.names(), moderation.words());
    }

    /** As templates see it: {@code names} and {@code words} are {@code at_once}, {@code once_read} or {@code never}. */
    Map<String, String> model() {
        return Map.of("names", names.name().toLowerCase(Locale.ROOT), "words", words.name().toLowerCase(Locale.ROOT));
    }
}
