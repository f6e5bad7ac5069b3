package org.groundswell.donations.api.moderation;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.groundswell.donations.api.Donation;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Whoever shows a donor's name or words to everybody asks here for what may be shown. Where there is no such service,
 * nothing may. Thread-safe. No method waits for the ledger.
 */
@ProviderType
public interface Moderation {

    /** What everybody may see of this donation, as far as is decided now. */
    Shown shown(Donation donation);

    /** Whether nobody has decided on this donation and more of it would be shown if somebody let it pass. */
    boolean waits(Donation donation);

    /** When names are shown. A donor who wants no name shown has none, whatever this says. */
    Publicity names();

    /** When words are shown. */
    Publicity words();

    /** What an admin decided, if anything. */
    Optional<Decision> decision(UUID donation);

    /** Donations whose words an admin has let pass, the latest decision first, at most {@code limit}. */
    List<UUID> released(int limit);

    /**
     * Records what an admin decided; the last decision on a donation counts. Durable when this returns.
     *
     * @throws java.io.UncheckedIOException where it could not be written; then nothing was decided
     */
    void decide(List<UUID> donations, Decision decision);

    /** Another number after each decision and each change of the rules; says nothing else. */
    long version();

    /**
     * What everybody may see.
     *
     * @param name    one line, or "" for a donor who is not named
     * @param message may have several lines; "" where there are no words to show
     */
    record Shown(String name, String message) {
        /** Nothing at all. */
        public static final Shown NOTHING = new Shown("", "");
    }
}
