package org.groundswell.console.frame;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.groundswell.console.api.Role;
import org.groundswell.console.api.SignedIn;

/** A request of somebody who is signed in, whose form was read once already. */
final class AdminRequest extends HttpServletRequestWrapper {
    /** The attribute with who is signed in; a client cannot set it. */
    static final String PERSON = "org.groundswell.admin.person";

    private final SignedIn person;
    private final byte[] body;

    /** @param body what was read of the body; null where nothing was */
    AdminRequest(HttpServletRequest request, SignedIn person, byte[] body) {
        super(request);
        this.person = person;
        this.body = body;
    }

    /** Who is signed in. */
    static Optional<SignedIn> person(HttpServletRequest request) {
        return request.getAttribute(PERSON) instanceof SignedIn person ? Optional.of(person) : Optional.empty();
    }

    @Override
    public String getRemoteUser() {
        return person.name();
    }

    @Override
    public boolean isUserInRole(String role) {
        return person.roles().contains(Role.OWNER) || person.roles().stream().anyMatch(each -> each.id().equals(role));
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        return body == null ? super.getInputStream() : new Again(new ByteArrayInputStream(body));
    }

    @Override
    public BufferedReader getReader() throws IOException {
        return body == null ? super.getReader()
                : new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }

    /** The body once more. */
    private static final class Again extends ServletInputStream {
        private final ByteArrayInputStream bytes;

        Again(ByteArrayInputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            return bytes.read(into, offset, length);
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("a form is read by whoever asks for it");
        }
    }
}
