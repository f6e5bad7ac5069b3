package org.groundswell.console.frame;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.console.api.SignedIn;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.FormFields;
import org.groundswell.shared.forms.LargeForm;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterPattern;

/**
 * Tells servlets the roles of who asks, and lets a form pass only with the token of its session: a page elsewhere does not
 * know it, even where a browser says nothing of where a form comes from. A body that is no form (a file) has the token in
 * its address.
 */
@Component(service = Filter.class)
@HttpWhiteboardContextSelect(AdminServlet.SELECT)
@HttpWhiteboardFilterPattern("/*")
@HttpWhiteboardFilterAsyncSupported
public final class FormGuard implements Filter {
    static final String TOKEN = "token";
    static final int MOST_FIELDS = 1_000;

    private final UnsentForms unsent;

    @Activate
    public FormGuard(@Reference UnsentForms unsent) {
        this.unsent = unsent;
    }

    @Override
    public void doFilter(ServletRequest from, ServletResponse to, FilterChain chain)
            throws IOException, ServletException {
        var request = (HttpServletRequest) from;
        var response = (HttpServletResponse) to;
        Optional<SignedIn> person = AdminRequest.person(request);
        if (person.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        boolean isForm = request.getMethod().equals("POST") && FormFields.isForm(request);
        byte[] body = isForm ? request.getInputStream().readNBytes(LargeForm.LONGEST_BODY + 1) : null;
        var known = new AdminRequest(request, person.get(), body);
        if (!request.getMethod().equals("POST") || !person.get().hasSession()) {
            chain.doFilter(known, response);
            return;
        }
        Map<String, String> sent = sent(known, isForm);
        if (!isRight(sent, person.get().token())) {
            refuse(known, response);
            return;
        }
        chain.doFilter(known, response);
        if (response.getStatus() < HttpServletResponse.SC_BAD_REQUEST) {
            unsent.sent(sent.get(UnsentForms.UNSENT), person.get().name());
        }
    }

    /**
     * Whoever has signed in anew beside an open form is shown it once more, with the token of now. Where somebody else has
     * signed in meanwhile, it waits for its writer.
     */
    private void refuse(AdminRequest request, HttpServletResponse response) throws IOException {
        Optional<String> kept = unsent.keep(request);
        if (kept.isEmpty()) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
            return;
        }
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", kept.get());
    }

    /** What came; nothing where it is none that any page takes. */
    private static Map<String, String> sent(AdminRequest request, boolean isForm) throws IOException {
        try {
            // A page that takes less refuses what is too large for it itself.
            return isForm ? LargeForm.sent(request, MOST_FIELDS) : Map.of(TOKEN, FormFields.query(request).get(TOKEN));
        } catch (BadFormException e) {
            return Map.of();
        }
    }

    private static boolean isRight(Map<String, String> sent, String expected) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8),
                sent.getOrDefault(TOKEN, "").getBytes(StandardCharsets.UTF_8));
    }
}
