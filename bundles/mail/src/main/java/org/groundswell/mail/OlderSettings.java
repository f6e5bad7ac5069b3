package org.groundswell.mail;

import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The mail server as a node from before names it, among the settings of receipts. They count where there are no others. */
@Component(service = OlderSettings.class, configurationPid = OlderSettings.PID)
public final class OlderSettings {
    static final String PID = "org.groundswell.donations.receipts";

    private final Optional<Account> account;

    @Activate
    public OlderSettings(BundleContext context, MailSettings.Config config) {
        account = Account.of(config, context);
    }

    Optional<Account> account() {
        return account;
    }
}
