package org.groundswell.wall;

import java.time.Instant;
import java.util.UUID;
import org.groundswell.donations.api.Donation;

/**
 * What a donor wrote. Personal: never for a log.
 *
 * @param name "" for a donor who does not want to be named
 */
record Message(UUID donation, Instant at, String name, String text) {

    static Message of(Donation donation) {
        var donor = donation.pledge().donor();
        return new Message(donation.pledge().id(), donation.pledge().at(), donor.anonymous() ? "" : donor.name(),
                donor.message());
    }
}
