package org.groundswell.donations.receipts;

import java.lang.annotation.Annotation;
import org.groundswell.kernel.api.mail.Mail;
import org.groundswell.mail.MailServer;
import org.groundswell.mail.MailSettings;
import org.groundswell.mail.OlderSettings;
import org.groundswell.mail.SmtpMail;
import org.groundswell.mail.Standing;

/** Settings for a mail server on the loopback. */
record TestConfig(int port, String from) implements MailSettings.Config {

    TestConfig(int port) {
        this(port, "Higher Ground <give@example.org>");
    }

    /** Real letters. */
    static Mail mail(int port) {
        return new TestConfig(port).mail();
    }

    Mail mail() {
        return new SmtpMail(new MailServer(new MailSettings(null, this), new OlderSettings(null, this)), new Standing());
    }

    @Override
    public String host() {
        return "127.0.0.1";
    }

    @Override
    public String protection() {
        return "none";
    }

    @Override
    public String user() {
        return "";
    }

    @Override
    public String password() {
        return "";
    }

    @Override
    public Class<? extends Annotation> annotationType() {
        return MailSettings.Config.class;
    }
}
