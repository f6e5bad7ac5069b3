package org.groundswell.donations.receipts;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** How receipts are sent. */
@Component(service = ReceiptSettings.class, configurationPid = "org.groundswell.donations.receipts")
@Designate(ocd = ReceiptSettings.Config.class)
public final class ReceiptSettings {
    private static final String MOVED = "Older, for a node from before: now in org.groundswell.mail, and what is there counts";

    private final int giveUpDays;

    /** Settings of receipts. The mail server's stand here so that an older file is taken; the bundle of mail reads them. */
    @ObjectClassDefinition(name = "Groundswell donations: receipts by e-mail")
    public @interface Config {
        @AttributeDefinition(description = "Days for which a receipt that is not taken is tried again", min = "1",
                max = "365")
        int giveUpDays() default 14;

        @AttributeDefinition(description = MOVED)
        String host() default "";

        @AttributeDefinition(description = MOVED, min = "1", max = "65535")
        int port() default 587;

        @AttributeDefinition(description = MOVED, options = {@Option("starttls"), @Option("tls"), @Option("none")})
        String protection() default "starttls";

        @AttributeDefinition(description = MOVED)
        String user() default "";

        @AttributeDefinition(description = MOVED, type = AttributeType.PASSWORD)
        String password() default "";

        @AttributeDefinition(description = MOVED)
        String from() default "";
    }

    @Activate
    public ReceiptSettings(Config config) {
        this(config.giveUpDays());
    }

    ReceiptSettings(int giveUpDays) {
        this.giveUpDays = giveUpDays;
    }

    int giveUpDays() {
        return giveUpDays;
    }
}
