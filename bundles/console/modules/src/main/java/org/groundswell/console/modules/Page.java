package org.groundswell.console.modules;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.groundswell.shared.forms.BadFormException;

/** What all of these pages answer alike. */
abstract class Page extends HttpServlet {
    static final String ALL = "/admin/modules";
    static final String ONE = ALL + "/module?name=";
    private static final long serialVersionUID = 1L;

    /** A request that is answered whatever comes of it. */
    @FunctionalInterface
    interface Answer {
        void give() throws BadFormException, IOException;
    }

    static void answer(HttpServletResponse response, Answer answer) throws IOException {
        try {
            answer.give();
        } catch (BadFormException e) {
            response.sendError(e.status());
        }
    }

    /** Leads to the page with all modules, which says what becomes of what was wanted at that moment. */
    static void seeWhatBecomesOfIt(HttpServletResponse response, Instant since) {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", ALL + "?since=" + since.toEpochMilli());
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
