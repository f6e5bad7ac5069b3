package org.groundswell.donations.service.settlement;

import java.time.Duration;

/**
 * When a payment that nobody finishes is asked about: the first time after a while, then each time when it has become
 * half as old again, and once a day in the end. What is due follows from its age alone, so that nothing has to be
 * remembered for each of them.
 *
 * @param first    its age at the first question
 * @param shortest between two questions
 */
public record AskTimes(Duration first, Duration shortest) {
    private static final Duration LONGEST = Duration.ofDays(1);

    /**
     * @param age    how old it is
     * @param before how old it was when it was looked at before; negative where it was not there yet
     */
    boolean isDue(Duration age, Duration before) {
        for (Duration time = first; time.compareTo(age) <= 0; time = time.plus(wait(time))) {
            if (time.compareTo(before) > 0) {
                return true;
            }
        }
        return false;
    }

    private Duration wait(Duration age) {
        Duration half = age.dividedBy(2);
        return half.compareTo(shortest) < 0 ? shortest : half.compareTo(LONGEST) > 0 ? LONGEST : half;
    }
}
