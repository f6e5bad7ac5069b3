package org.groundswell.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.api.node.Secret;
import org.osgi.framework.BundleContext;

/**
 * A mail server and who letters come from.
 *
 * @param protection starttls, tls or none
 * @param user       "" where it asks for none
 */
record Account(String host, int port, String protection, String user, Optional<Secret> password, InternetAddress from) {

    /**
     * What settings say of it; nothing where they name no server.
     *
     * @throws IllegalArgumentException if it cannot be what they say
     */
    static Optional<Account> of(MailSettings.Config config, BundleContext context) {
        if (config.host().isEmpty()) {
            return Optional.empty();
        }
        Optional<Secret> password = config.user().isEmpty() ? Optional.empty()
                : Optional.of(Secret.of("password", config.password(), NodeFolder.of(context)));
        return Optional.of(new Account(config.host(), config.port(), config.protection(), config.user(), password,
                sender(config.from())));
    }

    private static InternetAddress sender(String from) {
        try {
            var address = new InternetAddress(from, true);
            if (address.getAddress().indexOf('@') > 0) {
                MailAddress travels = MailAddress.of(address.getAddress());
                if (travels.isInternational()) {
                    throw new IllegalArgumentException("from: expected only letters of English, digits and signs before"
                            + " the @, which every mail server takes, found '" + from + "'");
                }
                address.setAddress(travels.address().getAddress());
                // As it was read the name is in the letters of the file, which no header may have (RFC 2047).
                address.setPersonal(address.getPersonal(), StandardCharsets.UTF_8.name());
                return address;
            }
        } catch (AddressException | UnsupportedEncodingException e) {
            throw new IllegalArgumentException("from: expected an address such as Higher Ground <give@example.org>,"
                    + " found '" + from + "'", e);
        }
        throw new IllegalArgumentException("from: expected an address with an @, found '" + from + "'");
    }
}
