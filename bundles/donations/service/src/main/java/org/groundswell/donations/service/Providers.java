package org.groundswell.donations.service;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.groundswell.donations.api.PaymentChoices;
import org.groundswell.kernel.api.Port;
import org.groundswell.payments.api.PaymentMode;
import org.groundswell.payments.api.PaymentProvider;
import org.joda.money.CurrencyUnit;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The payment providers that are there right now, the preferred one first. Where one of them takes real money, those
 * that only play are not offered; where this node must not take real money, those that would are not there.
 */
@Port(port = "donations.choices")
@Component(service = {Providers.class, PaymentChoices.class})
public final class Providers implements PaymentChoices {
    private static final Logger LOG = LoggerFactory.getLogger(Providers.class);

    private final LiveGuard guard;
    private final Availability availability = new Availability();
    private final Map<ServiceReference<PaymentProvider>, PaymentProvider> byRank =
            new ConcurrentSkipListMap<>(Comparator.reverseOrder());
    private volatile String said = "";

    @Activate
    public Providers(@Reference LiveGuard guard) {
        this.guard = guard;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindProvider(ServiceReference<PaymentProvider> reference, PaymentProvider provider) {
        byRank.put(reference, provider);
    }

    void unbindProvider(ServiceReference<PaymentProvider> reference) {
        byRank.remove(reference);
    }

    @Override
    public List<Choice> choices(String language, CurrencyUnit currency) {
        return offered().stream().filter(each -> each.takes(currency, false))
                .map(each -> new Choice(each.name(), each.label(language), each.takes(currency, true))).toList();
    }

    /** How many ways to pay there are, whatever the currency. */
    int count() {
        return offered().size();
    }

    /** Which of them work and which do not. */
    Availability availability() {
        return availability;
    }

    /** Every provider that may be spoken to, also for what was begun with it before. */
    List<PaymentProvider> all() {
        return List.copyOf(usable().keySet());
    }

    Optional<PaymentProvider> named(String name) {
        return all().stream().filter(provider -> provider.name().equals(name)).findFirst();
    }

    /** The one the donor chose, or the preferred one that can do it where the donor chose none. */
    Optional<PaymentProvider> chosen(String name, CurrencyUnit currency, boolean monthly) {
        return offered().stream().filter(each -> name.isEmpty() || each.name().equals(name))
                .filter(each -> each.takes(currency, monthly)).findFirst();
    }

    /** Those that work before those that have failed, else by rank. */
    private List<PaymentProvider> offered() {
        Map<PaymentProvider, PaymentMode> usable = usable();
        boolean live = usable.containsValue(PaymentMode.LIVE);
        return usable.keySet().stream().filter(each -> !live || usable.get(each) == PaymentMode.LIVE)
                .sorted(Comparator.comparing(each -> availability.isShaky(each.name()))).toList();
    }

    /** By rank, with their modes: each is asked once, because it may have to read its key for that. */
    private Map<PaymentProvider, PaymentMode> usable() {
        var usable = new LinkedHashMap<PaymentProvider, PaymentMode>();
        for (PaymentProvider each : byRank.values()) {
            try {
                PaymentMode mode = each.mode();
                if (mode != PaymentMode.LIVE || mayTakeRealMoney(each)) {
                    usable.put(each, mode);
                }
            } catch (RuntimeException e) {
                // One that cannot even say what it is (its key is gone, its bundle does not come back) takes no other
                // along.
                say("A payment provider cannot be used: " + e.getMessage());
            }
        }
        return usable;
    }

    private boolean mayTakeRealMoney(PaymentProvider provider) {
        Optional<String> objection = guard.objection();
        objection.ifPresent(why -> say("Provider " + provider.name() + " has a live key, which this node must not use: "
                + why));
        return objection.isEmpty();
    }

    /** Once, not at each question. */
    private void say(String message) {
        if (!message.equals(said)) {
            said = message;
            LOG.error("{}", message);
        }
    }
}
