package org.groundswell.donations.service.protection;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.groundswell.donations.api.challenge.Challenge;
import org.groundswell.shared.forms.FormFields;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Whether a form that is right in itself gets as far as the gateway. Donors who were quicker than a person, or whose key
 * this node does not know, see the confirmation page, where a click is enough. While there is an attack, or much is open,
 * that page has a {@link Challenge} to be met first; and who tried out cards, or filled in the trap, does not get on.
 */
@Component(service = Screening.class, configurationPid = "org.groundswell.donations.service.screening")
@Designate(ocd = Screening.Config.class)
public final class Screening {
    /** A field that nobody sees; whoever fills it in is a program, or has one that fills in every field. */
    private static final String TRAP = "website";
    private static final int TIMED_UUID = 7;
    /** Tabs stay open for long; and the clocks of several nodes differ a little. */
    private static final Duration OLDEST_KEY = Duration.ofDays(30);
    private static final Duration CLOCKS_APART = Duration.ofMinutes(1);

    private final Attempts attempts;
    private final PledgeBudget pledges;
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
    public Screening(@Reference Attempts attempts, @Reference PledgeBudget pledges,
            @Reference Challenges challenges, Config config) {
        this(attempts, pledges, challenges, Duration.ofSeconds(config.quickestSeconds()), Clock.systemUTC());
    }

    Screening(Attempts attempts, PledgeBudget pledges, Challenge challenge, Duration quickest, Clock clock) {
        this.attempts = attempts;
        this.pledges = pledges;
        this.challenge = challenge;
        this.quickest = quickest;
        this.clock = clock;
    }

    /** What becomes of the form. */
    public sealed interface Verdict {
        /** To the gateway. */
        record Welcome() implements Verdict {
        }

        /**
         * To the confirmation page.
         *
         * @param key       the form's key from there on
         * @param challenge what the visitor has to do there, a piece of HTML; "" where a click is enough
         */
        record Confirm(String key, String challenge) implements Verdict {
        }

        /** Not now: too much was declined. */
        record Wait() implements Verdict {
        }

        /** Not now: some was declined, and what was begun since is not finished. */
        record Unfinished() implements Verdict {
        }

        /** Not now: too much is open. */
        record TooManyOpen() implements Verdict {
        }
    }

    public Verdict judge(Visitor visitor, FormFields input, String language) {
        Attempts.Standing tried = attempts.standing(visitor);
        if (tried != Attempts.Standing.FREE) {
            return tried == Attempts.Standing.DECLINED ? new Verdict.Wait() : new Verdict.Unfinished();
        }
        PledgeBudget.Standing standing = pledges.standing(visitor);
        if (standing == PledgeBudget.Standing.REFUSED) {
            return new Verdict.TooManyOpen();
        }
        boolean ours = isPlausible(input.get("key"));
        String key = ours ? input.get("key") : newKey();
        if (input.has(TRAP)) {
            // The confirmation page has no such field: a person comes through there, and what was said is true.
            return new Verdict.Confirm(key, challenge.html(language, key, input.values()));
        }
        boolean challenged = standing == PledgeBudget.Standing.CHALLENGED || attempts.isOnGuard();
        if (challenged && !challenge.isMet(key, input.values())) {
            return new Verdict.Confirm(key, challenge.html(language, key, input.values()));
        }
        return !ours || isTooQuick(key) ? new Verdict.Confirm(key, "") : new Verdict.Welcome();
    }

    /** A key for a form. It tells when it was made (UUIDv7, RFC 9562 section 5.7). */
    public static String newKey() {
        return UuidCreator.getTimeOrderedEpoch().toString();
    }

    private boolean isTooQuick(String key) {
        return made(key).plus(quickest).isAfter(clock.instant());
    }

    /** Whether the node may have made the key for a page that somebody has had open since. */
    private boolean isPlausible(String key) {
        Instant now = clock.instant();
        return UUID.fromString(key).version() == TIMED_UUID && made(key).isBefore(now.plus(CLOCKS_APART))
                && made(key).isAfter(now.minus(OLDEST_KEY));
    }

    private static Instant made(String key) {
        return Instant.ofEpochMilli(UUID.fromString(key).getMostSignificantBits() >>> 16);
    }
}
