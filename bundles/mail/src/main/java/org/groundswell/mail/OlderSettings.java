package org.groundswell.mail;

import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The mail server as a node from before names it, among the settings of receipts. They count where there are no others. */
@Component(service = OlderSettings.class, configurationPid = OlderSettings.PID)
public final class OlderSettings {
    static final String PID = "org.groundswell.donations.receipts";

    private final BundleContext context;
    private final MailSettings.Config config;

    @Activate
    public OlderSettings(BundleContext context, MailSettings.Config config) {
        this.context = context;
        this.config = config;
    }

    /** Read when it is asked for: who has moved his settings may have taken away the secret that these name. */
    Optional<Account> account() {
        return Account.of(config, context);
    }
}
