package org.groundswell.console.alarms;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.groundswell.console.api.Alarms.Alarm;

/** Alarms in the languages of the console. Immutable. */
final class Words {
    private static final String FIRST = "en";
    private static final Set<String> RIGHT_TO_LEFT = Set.of("ar");
    private final Map<String, Properties> byLanguage = Stream.of(FIRST, "nl", "ar")
            .collect(Collectors.toUnmodifiableMap(Function.identity(), Words::read));

    Alarm alarm(AlarmBoard.On on, Locale language) {
        Sign sign = on.sign();
        return new Alarm(sign.id(), on.since(), text(language, sign.kind().key() + ".what", sign.words().toArray()),
                text(language, sign.kind().key() + ".do", sign.words().toArray()), sign.kind().address());
    }

    /** With its places filled; numbers as the language writes them. */
    String text(Locale language, String key, Object... words) {
        String tag = byLanguage.containsKey(language.getLanguage()) ? language.getLanguage() : FIRST;
        String text = byLanguage.get(tag).getProperty(key);
        var filled = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            int place = at + 2 < text.length() && text.charAt(at) == '{' && text.charAt(at + 2) == '}'
                    ? text.charAt(at + 1) - '0' : -1;
            if (place >= 0 && place < words.length) {
                filled.append(words[place] instanceof Number number
                        ? NumberFormat.getInstance(Locale.forLanguageTag(tag)).format(number)
                        : apart(words[place].toString(), tag));
                at += 2;
            } else {
                filled.append(text.charAt(at));
            }
        }
        return filled.toString();
    }

    /** What a check says is English: among words from right to left it keeps its own order (Unicode TR 9, isolates). */
    private static String apart(String text, String tag) {
        return RIGHT_TO_LEFT.contains(tag) ? '\u2068' + text + '\u2069' : text;
    }

    private static Properties read(String language) {
        var texts = new Properties();
        try (InputStream in = Words.class.getResourceAsStream("texts_" + language + ".properties")) {
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("a file of this very bundle", e);
        }
        return texts;
    }
}
