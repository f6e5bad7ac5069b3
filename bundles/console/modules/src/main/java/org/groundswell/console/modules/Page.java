package org.groundswell.console.modules;

import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.groundswell.shared.servlets.FormPage;

/** A page about modules. */
abstract class Page extends FormPage {
    static final String ALL = "/admin/modules";
    static final String ONE = ALL + "/module?name=";
    private static final long serialVersionUID = 1L;

    /** Leads to the page with all modules, which says what becomes of what was wanted at that moment. */
    static void seeWhatBecomesOfIt(HttpServletResponse response, Instant since) {
        see(response, ALL + "?since=" + since.toEpochMilli());
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
