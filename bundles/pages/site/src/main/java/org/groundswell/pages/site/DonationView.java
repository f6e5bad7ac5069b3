package org.groundswell.pages.site;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.LedgerListener;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.choices.PaymentChoices;
import org.groundswell.donations.api.choices.PaymentChoices.Choice;
import org.groundswell.donations.api.receipts.ReceiptDelivery;
import org.groundswell.kernel.api.ports.PortUnavailableException;
import org.groundswell.pages.api.Site;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What pages know of donations. Ledger and payments may come and go: what was last known stays, because a page must
 * not lose its total only because a bundle is being replaced.
 */
@Component(service = {DonationView.class, LedgerListener.class})
public final class DonationView implements LedgerListener {
    private static final Logger LOG = LoggerFactory.getLogger(DonationView.class);

    private volatile Ledger ledger;
    private volatile PaymentChoices paymentChoices;
    private volatile ReceiptDelivery receiptDelivery;
    private volatile Figures figures = Figures.UNKNOWN;
    private volatile Map<String, List<Choice>> choices = Map.of();
    private volatile Receipts receipts = Receipts.NONE;
    private volatile boolean outdated = true;

    /** Made by the framework. */
    @Activate
    public DonationView() {
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindLedger(Ledger present) {
        ledger = present;
        outdated = true;
    }

    void unbindLedger(Ledger gone) {
        ledger = ledger == gone ? null : ledger;
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindPaymentChoices(PaymentChoices present) {
        paymentChoices = present;
    }

    void unbindPaymentChoices(PaymentChoices gone) {
        paymentChoices = paymentChoices == gone ? null : paymentChoices;
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindReceiptDelivery(ReceiptDelivery present) {
        receiptDelivery = present;
    }

    void unbindReceiptDelivery(ReceiptDelivery gone) {
        receiptDelivery = receiptDelivery == gone ? null : receiptDelivery;
    }

    @Override
    public void committed(List<Entry> entries) {
        outdated = true;
    }

    /** Whether there is a ledger to ask. */
    boolean hasLedger() {
        return ledger != null;
    }

    Figures figures() {
        return figures;
    }

    /** Whether the ledger has answered since the start. */
    boolean knowsFigures() {
        return figures != Figures.UNKNOWN;
    }

    /** The ways to pay by language. */
    Map<String, List<Choice>> choices() {
        return choices;
    }

    /** Nobody brings receipts where nobody is there to do it: a promise does not stay as figures do. */
    Receipts receipts() {
        return receipts;
    }

    /** The figures have to be read again, for example because the site has other campaigns now. */
    void outdate() {
        outdated = true;
    }

    /** Asks again where something may be new; returns whether it is. */
    boolean refresh(Site site) {
        boolean figuresChanged = outdated && refreshFigures(site);
        boolean choicesChanged = refreshChoices(site);
        return refreshReceipts(site) || choicesChanged || figuresChanged;
    }

    private boolean refreshFigures(Site site) {
        Ledger present = ledger;
        if (present == null) {
            return false;
        }
        outdated = false;
        try {
            Figures now = Figures.read(present, site);
            boolean changed = !now.equals(figures);
            figures = now;
            return changed;
        } catch (LedgerUnavailableException | PortUnavailableException e) {
            outdated = true;
            LOG.debug("The ledger could not be asked", e);
            return false;
        }
    }

    private boolean refreshChoices(Site site) {
        PaymentChoices present = paymentChoices;
        if (present == null) {
            return false;
        }
        var now = new HashMap<String, List<Choice>>();
        try {
            var currency = site.campaigns().getFirst().goal().getCurrencyUnit();
            site.languages().forEach(language -> now.put(language, present.choices(language, currency)));
        } catch (PortUnavailableException e) {
            LOG.debug("The ways to pay could not be asked for", e);
            return false;
        }
        boolean changed = !now.equals(choices);
        choices = Map.copyOf(now);
        return changed;
    }

    private boolean refreshReceipts(Site site) {
        ReceiptDelivery present = receiptDelivery;
        try {
            Receipts now = present == null ? Receipts.NONE : Receipts.of(present, site);
            boolean changed = !now.equals(receipts);
            receipts = now;
            return changed;
        } catch (PortUnavailableException e) {
            LOG.debug("Nobody could be asked for receipts", e);
            return false;
        }
    }
}
