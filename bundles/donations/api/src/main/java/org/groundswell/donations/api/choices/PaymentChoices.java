package org.groundswell.donations.api.choices;

import java.util.List;
import org.joda.money.CurrencyUnit;
import org.osgi.annotation.versioning.ProviderType;

/** The ways to pay that a donor may choose from right now. Thread-safe. */
@ProviderType
public interface PaymentChoices {

    /** In the given language (BCP 47), the preferred one first; empty while no provider takes this currency. */
    List<Choice> choices(String language, CurrencyUnit currency);

    /**
     * One way to pay.
     *
     * @param provider what the form sends
     * @param label    what the donor reads
     * @param monthly  whether it can be paid every month
     */
    record Choice(String provider, String label, boolean monthly) {
    }
}
