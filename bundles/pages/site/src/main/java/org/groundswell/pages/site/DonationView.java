package org.groundswell.pages.site;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.LedgerListener;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.brakes.Brakes;
import org.groundswell.donations.api.brakes.BrakesState;
import org.groundswell.donations.api.choices.PaymentChoices;
import org.groundswell.donations.api.choices.PaymentChoices.Choice;
import org.groundswell.donations.api.moderation.Moderation;
import org.groundswell.donations.api.moderation.Moderation.Shown;
import org.groundswell.donations.api.receipts.ReceiptDelivery;
import org.groundswell.kernel.api.ports.PortUnavailableException;
import org.groundswell.pages.api.Site;
import org.joda.money.CurrencyUnit;
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
    private volatile Moderation moderation;
    private volatile Figures figures = Figures.UNKNOWN;
    private volatile Map<Payer, List<Choice>> choices = Map.of();
    private volatile PublicWords shown = PublicWords.NONE;
    private volatile boolean rulesKnown;
    /** Of the moderation, when the figures were read. */
    private long version;
    private volatile Receipts receipts = Receipts.NONE;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Brakes brakes;
    private volatile BrakesState braked = BrakesState.NONE;
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
    void bindModeration(Moderation present) {
        moderation = present;
        outdated = true;
    }

    /** What nobody can say any more is not shown any more. */
    void unbindModeration(Moderation gone) {
        if (moderation == gone) {
            moderation = null;
            figures = figures.withoutWords();
            outdated = true;
        }
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

    /** Those who are offered the same ways to pay. */
    record Payer(String language, CurrencyUnit currency) {
    }

    /** The ways to pay. */
    Map<Payer, List<Choice>> choices() {
        return choices;
    }

    /** Whether somebody has said since the start what may be shown of donors. */
    boolean knowsRules() {
        return rulesKnown;
    }

    /** When names and words are shown. */
    PublicWords shown() {
        return shown;
    }

    /** Nobody brings receipts where nobody is there to do it: a promise does not stay as figures do. */
    Receipts receipts() {
        return receipts;
    }

    /** What is stopped; as it was last known, while nobody can be asked. */
    BrakesState brakes() {
        return braked;
    }

    /** The figures have to be read again, for example because the site has other campaigns now. */
    void outdate() {
        outdated = true;
    }

    /** Asks again where something may be new; returns whether it is. */
    boolean refresh(Site site) {
        boolean rulesChanged = refreshShown();
        boolean figuresChanged = outdated && refreshFigures(site);
        boolean choicesChanged = refreshChoices(site);
        return refreshBrakes() | refreshReceipts(site) || choicesChanged || figuresChanged || rulesChanged;
    }

    private boolean refreshFigures(Site site) {
        Ledger present = ledger;
        if (present == null) {
            return false;
        }
        outdated = false;
        try {
            Moderation asked = moderation;
            Figures now = Figures.read(present, site, asked == null ? _ -> Shown.NOTHING : asked::shown);
            boolean changed = !now.equals(figures);
            figures = now;
            return changed;
        } catch (LedgerUnavailableException | PortUnavailableException e) {
            outdated = true;
            LOG.debug("The ledger could not be asked", e);
            return false;
        }
    }

    /** Whether the rules are others now. A decision that was made since the figures were read outdates these. */
    private boolean refreshShown() {
        Moderation present = moderation;
        PublicWords before = shown;
        try {
            long now = present == null ? 0 : present.version();
            outdated |= now != version;
            version = now;
            shown = present == null ? PublicWords.NONE : PublicWords.of(present);
            rulesKnown |= present != null;
        } catch (PortUnavailableException e) {
            LOG.debug("What may be shown could not be asked for", e);
        }
        return !shown.equals(before);
    }

    private boolean refreshChoices(Site site) {
        PaymentChoices present = paymentChoices;
        if (present == null) {
            return false;
        }
        var now = new HashMap<Payer, List<Choice>>();
        try {
            site.campaigns().stream().map(each -> each.goal().getCurrencyUnit()).distinct().forEach(currency ->
                    site.languages().forEach(language -> now.put(new Payer(language, currency),
                            present.choices(language, currency))));
        } catch (PortUnavailableException e) {
            LOG.debug("The ways to pay could not be asked for", e);
            return false;
        }
        boolean changed = !now.equals(choices);
        choices = Map.copyOf(now);
        return changed;
    }

    private boolean refreshBrakes() {
        Brakes present = brakes;
        BrakesState before = braked;
        try {
            braked = present == null ? before : present.state();
        } catch (PortUnavailableException e) {
            LOG.debug("The brakes could not be asked for", e);
        }
        return !braked.equals(before);
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
