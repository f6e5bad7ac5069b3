package org.groundswell.console.words;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.groundswell.console.api.AdminServlet;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** The keys with which names and words are decided on; the page does without. */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = "editor")
@HttpWhiteboardServletPattern(WordsScript.PATTERN)
public final class WordsScript extends HttpServlet {
    static final String PATTERN = "/words.js";
    private static final long serialVersionUID = 1L;

    /** Made by the framework. */
    @Activate
    public WordsScript() {
    }

    /** It changes with the content, so that browsers keep what is there. */
    static String address() {
        return "/admin" + PATTERN + "?" + Integer.toHexString(Arrays.hashCode(bytes()));
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "private, max-age=31536000, immutable");
        response.setContentType("text/javascript; charset=utf-8");
        response.getOutputStream().write(bytes());
    }

    private static byte[] bytes() {
        try (InputStream in = WordsScript.class.getResourceAsStream(PATTERN.substring(1))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("a file of this very bundle", e);
        }
    }
}
