package org.groundswell.console.frame;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The language in which somebody reads the console: as chosen there, else as the browser asks for. */
final class Languages {
    static final String COOKIE = "groundswell-language";
    private static final int MOST = 20;

    private Languages() {
    }

    static String of(HttpServletRequest request) {
        return chosen(request).or(() -> asked(request)).orElse(Texts.LANGUAGES.getFirst());
    }

    /** A language's name, as its speakers call it. */
    static String name(String language) {
        Locale locale = Locale.forLanguageTag(language);
        String name = locale.getDisplayLanguage(locale);
        return name.substring(0, 1).toUpperCase(locale) + name.substring(1);
    }

    private static Optional<String> chosen(HttpServletRequest request) {
        return Stream.ofNullable(request.getCookies()).flatMap(Stream::of)
                .filter(each -> each.getName().equals(COOKIE)).map(Cookie::getValue).filter(Texts.LANGUAGES::contains)
                .findFirst();
    }

    private static Optional<String> asked(HttpServletRequest request) {
        List<Locale> locales = Collections.list(request.getLocales());
        return locales.stream().limit(MOST).map(Locale::getLanguage).filter(Texts.LANGUAGES::contains).findFirst();
    }
}
