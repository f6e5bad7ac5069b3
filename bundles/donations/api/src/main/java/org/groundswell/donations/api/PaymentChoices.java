package org.groundswell.donations.api;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The ways to pay that a donor may choose from right now. Thread-safe. */
@ProviderType
public interface PaymentChoices {

    /** In the given language (BCP 47), the preferred one first; empty while no provider is there. */
    List<Choice> choices(String language);

    /**
     * One way to pay.
     *
     * @param provider what the form sends
     * @param label    what the donor reads
     */
    record Choice(String provider, String label) {
    }
}
