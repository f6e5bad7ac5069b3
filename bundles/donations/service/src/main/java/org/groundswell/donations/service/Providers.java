package org.groundswell.donations.service;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.groundswell.payments.api.PaymentProvider;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The payment providers that are there right now, the preferred one first. */
@Component(service = Providers.class)
public final class Providers {
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

    List<PaymentProvider> all() {
        return List.copyOf(byRank.values());
    }

    Optional<PaymentProvider> named(String name) {
        return byRank.values().stream().filter(provider -> provider.name().equals(name)).findFirst();
    }

    /** The one the donor chose, or the preferred one where the donor chose none. */
    Optional<PaymentProvider> chosen(String name) {
        return name.isEmpty() ? byRank.values().stream().findFirst() : named(name);
    }
}
