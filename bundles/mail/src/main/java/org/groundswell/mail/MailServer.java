package org.groundswell.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import java.util.Properties;
import org.groundswell.kernel.api.node.Secret;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The mail server that takes the letters, and who they come from. */
@Component(service = MailServer.class)
public final class MailServer {
    /** What to do where the settings are still where they were. */
    static final String MOVE = "The mail server is the one of conf/" + OlderSettings.PID + ".cfg: move host, port,"
            + " protection, user, password and from to conf/" + MailSettings.PID + ".cfg";
    private static final Logger LOG = LoggerFactory.getLogger(MailServer.class);
    private static final String CONNECT_MILLIS = "10000";
    private static final String ANSWER_MILLIS = "30000";

    /** Null where none is named. */
    private final Account account;
    private final boolean isOlder;

    @Activate
    public MailServer(@Reference MailSettings settings, @Reference OlderSettings older) {
        account = settings.account().or(older::account).orElse(null);
        isOlder = settings.account().isEmpty() && account != null;
        if (isOlder) {
            LOG.info(MOVE);
        }
    }

    /** Whether there is a server to send to. */
    boolean isKnown() {
        return account != null;
    }

    /** Whether its settings are still where they were before this bundle was. */
    boolean isOlder() {
        return isOlder;
    }

    InternetAddress from() {
        return account.from();
    }

    /**
     * A new one each time, because the library looks up its parts with the calling thread's class loader.
     *
     * @param international whether for an address that only a server with SMTPUTF8 takes
     */
    Session session(boolean international) {
        Properties properties = properties();
        properties.put("mail.mime.allowutf8", Boolean.toString(international));
        return Session.getInstance(properties);
    }

    /** @throws MessagingException if the server cannot be reached or refuses the user */
    Transport connect(Session session) throws MessagingException {
        Transport transport = session.getTransport(account.protection().equals("tls") ? "smtps" : "smtp");
        transport.connect(account.host(), account.port(), account.password().isEmpty() ? null : account.user(),
                account.password().map(Secret::value).orElse(null));
        return transport;
    }

    private Properties properties() {
        var properties = new Properties();
        for (String protocol : new String[] {"mail.smtp.", "mail.smtps."}) {
            properties.put(protocol + "connectiontimeout", CONNECT_MILLIS);
            properties.put(protocol + "timeout", ANSWER_MILLIS);
            properties.put(protocol + "writetimeout", ANSWER_MILLIS);
            properties.put(protocol + "ssl.checkserveridentity", "true");
        }
        properties.put("mail.smtp.starttls.enable", Boolean.toString(account.protection().equals("starttls")));
        properties.put("mail.smtp.starttls.required", Boolean.toString(account.protection().equals("starttls")));
        return properties;
    }
}
