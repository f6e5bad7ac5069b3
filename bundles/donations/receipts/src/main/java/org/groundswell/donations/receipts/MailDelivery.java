package org.groundswell.donations.receipts;

import java.util.Set;
import org.groundswell.donations.api.receipts.ReceiptDelivery;
import org.groundswell.kernel.api.mail.Mail;
import org.groundswell.kernel.api.ports.Port;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Says to the pages what they may promise: a receipt, once there is a mail server. */
@Port(port = "donations.receipts")
@Component
public final class MailDelivery implements ReceiptDelivery {
    private final Mail mail;

    @Activate
    public MailDelivery(@Reference Mail mail) {
        this.mail = mail;
    }

    @Override
    public boolean isReady() {
        return mail.isReady();
    }

    @Override
    public Set<String> textsOfSite(String language) {
        return ProgramTexts.in(language).lacking();
    }
}
