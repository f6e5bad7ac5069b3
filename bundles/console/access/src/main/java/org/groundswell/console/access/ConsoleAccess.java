package org.groundswell.console.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.felix.webconsole.spi.SecurityProvider;
import org.groundswell.kernel.api.NodeFolder;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for the password by HTTP Basic authentication (RFC 7617). There is no default password: without a password
 * file one is made and printed.
 */
@Component(property = SecurityProvider.PROPERTY_ID + "=" + ConsoleAccess.ID)
public final class ConsoleAccess implements SecurityProvider {
    static final String ID = "org.groundswell.console.access";
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleAccess.class);
    private static final String USER = "admin";
    private static final int MAX_FAILURES = 10;
    private static final long WINDOW_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int TOO_MANY_REQUESTS = 429;

    private final PasswordFile file;
    /** The hash is slow on purpose; what was once found right is recognised by a fast one with a key of this run. */
    private final byte[] runKey = new byte[32];
    private volatile byte[] known = {};
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicLong windowStart = new AtomicLong(System.nanoTime());

    @Activate
    public ConsoleAccess(BundleContext context) throws IOException {
        this(new PasswordFile(NodeFolder.of(context).resolve("data/console/password")));
    }

    ConsoleAccess(PasswordFile file) throws IOException {
        this.file = file;
        new SecureRandom().nextBytes(runKey);
        if (!file.exists()) {
            System.out.println("The web console's user is 'admin', its password is: " + file.generate());
        }
    }

    @Override
    public Object authenticate(HttpServletRequest request, HttpServletResponse response) {
        if (isTooManyFailures()) {
            response.setHeader("Retry-After", "60");
            response.setStatus(TOO_MANY_REQUESTS);
            return null;
        }
        Optional<String> password = password(request.getHeader("Authorization"));
        if (password.isPresent() && isRight(password.get())) {
            return USER;
        }
        if (password.isPresent()) {
            failures.incrementAndGet();
            LOG.warn("A wrong password was tried on the web console");
        }
        response.setHeader("WWW-Authenticate", "Basic realm=\"Groundswell\", charset=\"UTF-8\"");
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        return null;
    }

    @Override
    public boolean authorize(Object user, String role) {
        return USER.equals(user);
    }

    /** Browsers keep Basic credentials until they are closed; a 401 makes them forget. */
    @Override
    public void logout(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("WWW-Authenticate", "Basic realm=\"Groundswell\", charset=\"UTF-8\"");
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
    }

    private boolean isRight(String password) {
        byte[] fast = fastHash(password);
        if (MessageDigest.isEqual(fast, known)) {
            return true;
        }
        try {
            boolean right = file.matches(password);
            if (right) {
                known = fast;
            }
            return right;
        } catch (IOException e) {
            LOG.error("Nobody can use the console: {}", e.getMessage());
            return false;
        }
    }

    private boolean isTooManyFailures() {
        long now = System.nanoTime();
        long start = windowStart.get();
        if (now - start > WINDOW_NANOS && windowStart.compareAndSet(start, now)) {
            failures.set(0);
        }
        return failures.get() >= MAX_FAILURES;
    }

    private byte[] fastHash(String password) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(runKey, "HmacSHA256"));
            return mac.doFinal(password.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private static Optional<String> password(String header) {
        if (header == null || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return Optional.empty();
        }
        try {
            String pair = new String(Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
            return pair.startsWith(USER + ":") ? Optional.of(pair.substring(USER.length() + 1)) : Optional.of("");
        } catch (IllegalArgumentException e) {
            return Optional.of("");
        }
    }
}
