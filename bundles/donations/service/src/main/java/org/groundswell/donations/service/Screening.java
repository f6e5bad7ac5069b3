package org.groundswell.donations.service;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.groundswell.donations.api.Challenge;
import org.groundswell.edge.api.FormFields;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Whether a form that is right in itself gets as far as the gateway. Donors who are taken for programs by mistake see
 * the confirmation page, and one more click brings them on.
 */
@Component(service = Screening.class, configurationPid = "org.groundswell.donations.service.screening")
@Designate(ocd = Screening.Config.class)
public final class Screening {
    /** A field that nobody sees; whoever fills it in is no person. */
    private static final String TRAP = "website";
    private static final int TIMED_UUID = 7;

    private final Attempts attempts;
    private final Challenge challenge;
    private final Duration quickest;
    private final Clock clock;

    /** Settings of the form's protection. */
    @ObjectClassDefinition(name = "Groundswell donations: programs that fill in the form")
    public @interface Config {
        @AttributeDefinition(description = "Seconds that a person needs at least for the form; whoever is quicker is"
                + " asked to confirm", min = "0", max = "60")
        int quickestSeconds() default 2;
    }

    @Activate
    public Screening(@Reference Attempts attempts, @Reference(policyOption =
            ReferencePolicyOption.GREEDY) Challenge challenge, Config config) {
        this(attempts, challenge, Duration.ofSeconds(config.quickestSeconds()), Clock.systemUTC());
    }

    Screening(Attempts attempts, Challenge challenge, Duration quickest, Clock clock) {
        this.attempts = attempts;
        this.challenge = challenge;
        this.quickest = quickest;
        this.clock = clock;
    }

    /** What becomes of the form. */
    sealed interface Verdict {
        /** To the gateway. */
        record Welcome() implements Verdict {
        }

        /**
         * To the confirmation page.
         *
         * @param challenge what the visitor has to do there, a piece of HTML; "" where a click is enough
         */
        record Confirm(String challenge) implements Verdict {
        }

        /** Not now. */
        record Wait() implements Verdict {
        }
    }

    Verdict judge(Visitor visitor, FormFields input, String language) {
        if (input.has(TRAP) || !attempts.mayTry(visitor)) {
            return new Verdict.Wait();
        }
        String key = input.get("key");
        if (attempts.isOnGuard() && !challenge.isMet(key, input.values())) {
            return new Verdict.Confirm(challenge.html(language, key, input.values()));
        }
        return isTooQuick(key) ? new Verdict.Confirm("") : new Verdict.Welcome();
    }

    /** Keys that the node has made tell when (UUIDv7, RFC 9562 section 5.7); those that a script made tell nothing. */
    private boolean isTooQuick(String key) {
        UUID id = UUID.fromString(key);
        Instant made = Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
        return id.version() == TIMED_UUID && made.plus(quickest).isAfter(clock.instant());
    }
}
