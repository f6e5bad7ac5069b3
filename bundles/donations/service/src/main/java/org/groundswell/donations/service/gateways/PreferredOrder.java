package org.groundswell.donations.service.gateways;

import java.util.Comparator;
import java.util.List;
import org.groundswell.payments.api.PaymentProvider;
import org.osgi.framework.ServiceReference;

/** The order in which gateways are offered: as the settings name them, and behind these by their rank. Immutable. */
record PreferredOrder(List<String> named) implements Comparator<ServiceReference<PaymentProvider>> {
    PreferredOrder {
        named = List.copyOf(named);
    }

    @Override
    public int compare(ServiceReference<PaymentProvider> one, ServiceReference<PaymentProvider> other) {
        int byName = Integer.compare(place(one), place(other));
        return byName != 0 ? byName : other.compareTo(one);
    }

    private int place(ServiceReference<PaymentProvider> reference) {
        int place = named.indexOf(Providers.nameOf(reference));
        return place < 0 ? named.size() : place;
    }
}
