package org.groundswell.console.words;

import jakarta.servlet.Servlet;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.shared.servlets.BundleFileServlet;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** The keys with which names and words are decided on; the page does without. */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = "editor")
@HttpWhiteboardServletPattern(WordsScript.PATTERN)
public final class WordsScript extends BundleFileServlet {
    static final String PATTERN = "/words.js";
    /** It changes with the content, so that browsers keep what is there. */
    static final String ADDRESS = address(WordsScript.class, "/admin", PATTERN);
    private static final long serialVersionUID = 1L;

    /** Made by the framework. */
    @Activate
    public WordsScript() {
    }
}
