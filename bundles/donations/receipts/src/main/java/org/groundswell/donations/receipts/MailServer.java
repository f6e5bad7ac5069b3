package org.groundswell.donations.receipts;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.api.node.Secret;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The mail server that takes the receipts, and who they come from. */
@Component(service = MailServer.class, configurationPid = "org.groundswell.donations.receipts")
@Designate(ocd = MailServer.Config.class)
public final class MailServer {
    private static final String CONNECT_MILLIS = "10000";
    private static final String ANSWER_MILLIS = "30000";

    private final Config config;
    private final Optional<Secret> password;
    private final InternetAddress from;

    /** Settings of receipts. */
    @ObjectClassDefinition(name = "Groundswell donations: receipts by e-mail")
    public @interface Config {
        @AttributeDefinition(description = "The mail server's name; while it is empty, receipts wait")
        String host() default "";

        @AttributeDefinition(description = "Its port: 587 with STARTTLS, 465 with TLS", min = "1", max = "65535")
        int port() default 587;

        @AttributeDefinition(description = "How the connection is protected; none only for a server on this machine",
                options = {@Option("starttls"), @Option("tls"), @Option("none")})
        String protection() default "starttls";

        @AttributeDefinition(description = "The user's name at the mail server; empty where it asks for none")
        String user() default "";

        @AttributeDefinition(description = "Where the password is: env:NAME or file:path; never the password itself",
                type = AttributeType.PASSWORD)
        String password() default "";

        @AttributeDefinition(description = "Who receipts come from, for example: Higher Ground <give@example.org>")
        String from() default "";

        @AttributeDefinition(description = "Days for which a receipt that is not taken is tried again", min = "1",
                max = "365")
        int giveUpDays() default 14;
    }

    @Activate
    public MailServer(BundleContext context, Config config) {
        this.config = config;
        this.password = config.user().isEmpty() ? Optional.empty()
                : Optional.of(Secret.of("password", config.password(), NodeFolder.of(context)));
        this.from = config.host().isEmpty() ? null : address(config.from());
    }

    /** Whether there is a server to send to. */
    boolean isKnown() {
        return from != null;
    }

    InternetAddress from() {
        return from;
    }

    /**
     * A new one each time, because the library looks up its parts with the calling thread's class loader.
     *
     * @param international whether for an address that only a server with SMTPUTF8 takes
     */
    Session session(boolean international) {
        Properties properties = properties(config);
        properties.put("mail.mime.allowutf8", Boolean.toString(international));
        return Session.getInstance(properties);
    }

    int giveUpDays() {
        return config.giveUpDays();
    }

    /** @throws MessagingException if the server cannot be reached or refuses the user */
    Transport connect(Session session) throws MessagingException {
        Transport transport = session.getTransport(config.protection().equals("tls") ? "smtps" : "smtp");
        transport.connect(config.host(), config.port(), password.isEmpty() ? null : config.user(),
                password.map(Secret::value).orElse(null));
        return transport;
    }

    /** Whether the server at the other end takes addresses with letters beyond ASCII before the @ (RFC 6531). */
    static boolean takesInternational(Transport transport) {
        return transport instanceof SMTPTransport smtp && smtp.supportsExtension("SMTPUTF8");
    }

    /** Hands a message over; when this returns, the server has taken it. */
    static void send(Transport transport, Message message) throws MessagingException {
        transport.sendMessage(message, message.getAllRecipients());
    }

    private static Properties properties(Config config) {
        var properties = new Properties();
        for (String protocol : new String[] {"mail.smtp.", "mail.smtps."}) {
            properties.put(protocol + "connectiontimeout", CONNECT_MILLIS);
            properties.put(protocol + "timeout", ANSWER_MILLIS);
            properties.put(protocol + "writetimeout", ANSWER_MILLIS);
            properties.put(protocol + "ssl.checkserveridentity", "true");
        }
        properties.put("mail.smtp.starttls.enable", Boolean.toString(config.protection().equals("starttls")));
        properties.put("mail.smtp.starttls.required", Boolean.toString(config.protection().equals("starttls")));
        return properties;
    }

    private static InternetAddress address(String from) {
        try {
            var address = new InternetAddress(from, true);
            if (address.getAddress().indexOf('@') > 0) {
                DonorAddress travels = DonorAddress.of(address.getAddress());
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
