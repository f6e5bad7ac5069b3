package org.groundswell.mail;

import java.time.Clock;
import org.groundswell.kernel.api.mail.Letter;
import org.groundswell.kernel.api.mail.Mail;
import org.groundswell.kernel.api.mail.MailConnection;
import org.groundswell.kernel.api.mail.MailException;
import org.groundswell.kernel.api.ports.Port;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Letters by SMTP (RFC 5321). */
@Port(port = "mail")
@Component
public final class SmtpMail implements Mail {
    private final MailServer server;
    private final Standing standing;
    private final Clock clock = Clock.systemUTC();
    /** It is made anew with its settings. */
    private final long version = System.nanoTime();

    @Activate
    public SmtpMail(@Reference MailServer server, @Reference Standing standing) {
        this.server = server;
        this.standing = standing;
    }

    @Override
    public boolean isReady() {
        return server.isKnown();
    }

    @Override
    public long version() {
        return version;
    }

    @Override
    public void send(Letter letter) throws MailException {
        try (MailConnection connection = open()) {
            connection.send(letter);
        }
    }

    @Override
    public MailConnection open() throws MailException {
        if (!server.isKnown()) {
            throw new MailException("There is no mail server: set host and from in conf/" + MailSettings.PID + ".cfg",
                    MailException.Reason.NO_SERVER, "", null);
        }
        return new ServerConnection(server, standing, clock);
    }
}
