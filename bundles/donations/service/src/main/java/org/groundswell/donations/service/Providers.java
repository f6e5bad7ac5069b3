package org.groundswell.donations.service;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.groundswell.donations.api.PaymentChoices;
import org.groundswell.kernel.api.Port;
import org.groundswell.payments.api.PaymentProvider;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The payment providers that are there right now, the preferred one first. */
@Port(port = "donations.choices")
@Component(service = {Providers.class, PaymentChoices.class})
public final class Providers implements PaymentChoices {
    private final Map<ServiceReference<PaymentProvider>, PaymentProvider> byRank =
            new ConcurrentSkipListMap<>(Comparator.reverseOrder());

    /** Made by the framework. */
    @Activate
    public Providers() {
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindProvider(ServiceReference<PaymentProvider> reference, PaymentProvider provider) {
        byRank.put(reference, provider);
    }

    void unbindProvider(ServiceReference<PaymentProvider> reference) {
        byRank.remove(reference);
    }

    @Override
    public List<Choice> choices(String language) {
        return byRank.values().stream().map(each -> new Choice(each.name(), each.label(language))).toList();
    }

    Optional<PaymentProvider> named(String name) {
        return byRank.values().stream().filter(provider -> provider.name().equals(name)).findFirst();
    }

    /** The one the donor chose, or the preferred one where the donor chose none. */
    Optional<PaymentProvider> chosen(String name) {
        return name.isEmpty() ? byRank.values().stream().findFirst() : named(name);
    }
}
