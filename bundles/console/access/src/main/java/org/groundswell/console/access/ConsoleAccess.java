package org.groundswell.console.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.felix.webconsole.spi.SecurityProvider;
import org.groundswell.kernel.api.node.NodeFolder;
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
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int NETWORK_BYTES = 8;

    private final PasswordCheck check;
    private final FailedTries failed;

    @Activate
    public ConsoleAccess(BundleContext context) throws IOException {
        this(new PasswordFile(NodeFolder.of(context).resolve("data/console/password")));
    }

    ConsoleAccess(PasswordFile file) throws IOException {
        this.check = new PasswordCheck(file);
        this.failed = new FailedTries(Clock.systemUTC());
        if (!file.exists()) {
            System.out.println("The web console's user is 'admin', its password is: " + file.generate());
        }
    }

    @Override
    public Object authenticate(HttpServletRequest request, HttpServletResponse response) {
        Optional<String> password = password(request.getHeader("Authorization"));
        if (password.isEmpty()) {
            return ask(response);
        }
        String address = network(request.getRemoteAddr());
        try {
            Optional<Boolean> right = check.isRight(password.get(), address);
            if (right.isEmpty()) {
                return tooMany(response, 5);
            }
            if (right.get()) {
                return USER;
            }
        } catch (IOException e) {
            LOG.error("Nobody can use the console: {}", e.getMessage());
            return ask(response);
        }
        // Asked for after the password: whoever knows it comes in, whatever others try from the same address.
        return failed.note(address) ? tooMany(response, 60) : ask(response);
    }

    private static Object ask(HttpServletResponse response) {
        response.setHeader("WWW-Authenticate", "Basic realm=\"Groundswell\", charset=\"UTF-8\"");
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        return null;
    }

    private static Object tooMany(HttpServletResponse response, int seconds) {
        response.setIntHeader("Retry-After", seconds);
        response.setStatus(TOO_MANY_REQUESTS);
        return null;
    }

    @Override
    public boolean authorize(Object user, String role) {
        return USER.equals(user);
    }

    /** Browsers keep Basic credentials until they are closed; a 401 makes them forget. */
    @Override
    public void logout(HttpServletRequest request, HttpServletResponse response) {
        ask(response);
    }

    /** An IPv6 address stands for its network: whoever has one has all of it. */
    static String network(String address) {
        try {
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            return bytes.length == Integer.BYTES ? address
                    : HexFormat.ofDelimiter(":").formatHex(bytes, 0, NETWORK_BYTES) + "/64";
        } catch (IllegalArgumentException e) {
            return "an address of another kind";
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
