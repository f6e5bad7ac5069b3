package org.groundswell.donations.service.gateways;

import java.time.Duration;
import java.util.Optional;

/** How far this machine's clock is from a gateway's. */
final class ClockDistance {
    /** Gateways refuse, and we refuse, what is signed for another hour; an answer under way is no difference. */
    private static final Duration APART = Duration.ofSeconds(60);

    private ClockDistance() {
    }

    /** What is to be said of it, where it matters. */
    static Optional<String> remark(String provider, Duration ahead) {
        return ahead.abs().compareTo(APART) > 0 ? Optional.of("This machine's clock is " + ahead.abs().toSeconds() + " s "
                + (ahead.isNegative() ? "behind" : "ahead of") + " that of " + provider + ": set it (NTP), or notifications"
                + " will be taken for old ones and receipts will bear a wrong date") : Optional.empty();
    }
}
