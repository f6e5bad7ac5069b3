package org.groundswell.donations.api.gifts;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.groundswell.donations.api.Donation;

/**
 * How a gift came that no gateway took. In the book it stands where a gateway's name does, with a hyphen, which no
 * gateway's name has: so neither is ever taken for the other, and no gateway is asked about it.
 */
public enum Way {
    /** By bank transfer. */
    BANK,
    /** By phone. */
    PHONE,
    /** In cash. */
    CASH;

    private static final String PREFIX = "by-";

    /** As it stands in the book in place of a gateway's name. */
    public String provider() {
        return PREFIX + name().toLowerCase(Locale.ROOT);
    }

    /** The way that stands in the book like this; nothing for a gateway. */
    public static Optional<Way> of(String provider) {
        return Arrays.stream(values()).filter(each -> each.provider().equals(provider)).findFirst();
    }

    /** The way of this donation's payment; nothing for a gateway, or where there is no payment. */
    public static Optional<Way> of(Donation donation) {
        return donation.payment() == null ? Optional.empty() : of(donation.payment().provider());
    }
}
