package org.groundswell.console.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The frame of the admin's pages: head, menu, language, look. A page is a FreeMarker template of the bundle that shows it,
 * with its texts beside it in {@code texts_en.properties}, {@code texts_nl.properties} and {@code texts_ar.properties}.
 * Thread-safe.
 *
 * <p>Beside its own values a template has {@code text(key, arguments...)}, {@code me} (who is signed in: {@code name},
 * {@code roles}), {@code language}, {@code rightToLeft}, {@code date(instant)} and {@code money(amount)} as the reader's
 * language writes them, and {@code token}, which each form sends along in a field of that name. Values are escaped.
 */
@ProviderType
public interface AdminPages {

    /**
     * Answers with a page in the frame. The status is what the response has so far.
     *
     * @param owner    a class of the bundle, beside which the template and the texts are
     * @param template the template's file name, such as {@code gifts.ftlh}; the page's title is the text {@code gifts.title}
     * @param values   what the template shows
     * @throws IllegalArgumentException if there is no such template
     */
    void show(HttpServletRequest request, HttpServletResponse response, Class<?> owner, String template,
            Map<String, ?> values) throws IOException;

    /** The language in which the person of this request reads the console. */
    Locale language(HttpServletRequest request);
}
