package org.groundswell.donations.receipts;

import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.ResultLog;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.receipts.ReceiptBook;
import org.groundswell.kernel.api.mail.Mail;
import org.groundswell.kernel.api.ports.PortUnavailableException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether donors get their receipts. Not about being fit to serve: donations go on without them. */
@Component(property = {HealthCheck.NAME + "=receipts", HealthCheck.TAGS + "=receipts"})
public final class ReceiptsCheck implements HealthCheck {
    private final ReceiptBook book;
    private final Mail mail;
    private final ReceiptSender sender;

    @Activate
    public ReceiptsCheck(@Reference ReceiptBook book, @Reference Mail mail, @Reference ReceiptSender sender) {
        this.book = book;
        this.mail = mail;
        this.sender = sender;
    }

    @Override
    public Result execute() {
        var log = new FormattingResultLog();
        try {
            long owed = book.owed();
            if (owed > 0 && !mail.isReady()) {
                log.warn("{} receipts wait for a mail server: set host and from in"
                        + " conf/org.groundswell.mail.cfg", owed);
            } else {
                log.info("{} receipts are on their way", owed);
            }
            sender.trouble().ifPresent(trouble -> log.warn("{}", trouble));
            // A donor who mistyped an address is no reason to call everybody.
            sender.unsent().ifPresent(unsent -> log.add(new ResultLog.Entry(
                    sender.isWidespread() ? Result.Status.WARN : Result.Status.OK, unsent)));
        } catch (LedgerUnavailableException e) {
            log.warn("The ledger cannot be asked: {}", e.getMessage());
        } catch (PortUnavailableException e) {
            log.warn("Receipts wait for a bundle: {}", e.getMessage());
        }
        return new Result(log);
    }
}
