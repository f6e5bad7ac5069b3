package org.groundswell.donations.api.choices;

import java.util.List;
import org.joda.money.CurrencyUnit;
import org.osgi.annotation.versioning.ProviderType;

/** The ways to pay that a donor may choose from right now. Thread-safe. */
@ProviderType
public interface PaymentChoices {

    /** In the given language (BCP 47), the preferred one first; empty while no provider takes this currency. */
    List<Choice> choices(String language, CurrencyUnit currency);

    /** All gateways that there are and how they stand, those that are not offered too, in the order of their offer. */
    default List<Gateway> gateways() {
        return List.of();
    }

    /**
     * One way to pay.
     *
     * @param provider what the form sends
     * @param label    what the donor reads
     * @param monthly  whether it can be paid every month
     */
    record Choice(String provider, String label, boolean monthly) {
    }

    /** How a gateway stands. */
    enum Standing {
        /** It is offered, and worked when it was asked last. */
        WORKS,
        /** It has failed since it worked last; donors are offered another one first. */
        FAILS,
        /** It has failed again and again: nobody can pay with it. */
        BROKEN,
        /** Somebody of the charity has taken it off. */
        OFF,
        /** It cannot be used, or is not offered beside real ones: it is not set up, or takes no real money. */
        IDLE
    }

    /**
     * A gateway.
     *
     * @param provider its name
     */
    record Gateway(String provider, Standing standing) {
    }
}
