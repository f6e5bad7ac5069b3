package org.groundswell.stress;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.apache.felix.service.command.Descriptor;
import org.groundswell.edge.api.PublicServlet;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.FormFields;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** This node's agreement to be tested from another machine: a token for an hour, and whoever brings it hears "yes". */
@Component(service = {Servlet.class, Agreement.class},
        property = {"osgi.command.scope=groundswell", "osgi.command.function=allowstress"})
@PublicServlet
@HttpWhiteboardServletPattern(Agreement.PATH)
public final class Agreement extends HttpServlet {
    static final String PATH = "/stress-agreement";
    private static final long serialVersionUID = 1L;
    private static final Duration VALID = Duration.ofHours(1);
    private static final int BYTES = 16;

    private transient volatile byte[] token = new byte[0];
    private transient volatile Instant until = Instant.EPOCH;

    /** {@code groundswell:allowstress}: makes a token; the one before ends. */
    @Descriptor("Makes a token with which another machine may test this node for an hour; the one before ends")
    public String allowstress() {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        String fresh = HexFormat.of().formatHex(random);
        token = fresh.getBytes(StandardCharsets.US_ASCII);
        until = Instant.now().plus(VALID);
        return "For " + VALID.toMinutes() + " minutes this node may be tested with --token " + fresh;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            byte[] brought = FormFields.query(request).get("token").getBytes(StandardCharsets.UTF_8);
            boolean agreed = Instant.now().isBefore(until) && MessageDigest.isEqual(brought, token);
            if (agreed) {
                response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            } else {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
            }
        } catch (BadFormException e) {
            response.sendError(e.status());
        }
    }
}
