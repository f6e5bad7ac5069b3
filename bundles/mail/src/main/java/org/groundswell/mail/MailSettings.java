package org.groundswell.mail;

import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The mail server as its own settings name it. */
@Component(service = MailSettings.class, configurationPid = MailSettings.PID)
@Designate(ocd = MailSettings.Config.class)
public final class MailSettings {
    static final String PID = "org.groundswell.mail";

    private final Optional<Account> account;

    /** Settings of the mail server. */
    @ObjectClassDefinition(name = "Groundswell mail")
    public @interface Config {
        @AttributeDefinition(description = "The mail server's name; while it is empty, receipts wait and nobody is mailed")
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

        @AttributeDefinition(description = "Who letters come from, for example: Higher Ground <give@example.org>")
        String from() default "";
    }

    @Activate
    public MailSettings(BundleContext context, Config config) {
        account = Account.of(config, context);
    }

    Optional<Account> account() {
        return account;
    }
}
