package org.groundswell.donations.api.search;

import java.util.List;
import java.util.UUID;

/**
 * A page of what was found, the latest first. Immutable.
 *
 * @param donations of which gifts
 * @param next      where the next page begins; 0 where there is none
 */
public record GiftHits(List<UUID> donations, long next) {

    public GiftHits {
        donations = List.copyOf(donations);
    }
}
