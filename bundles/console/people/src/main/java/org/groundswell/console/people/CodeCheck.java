package org.groundswell.console.people;

import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether a code of a second factor is right; each counts once. While the database of several nodes is away, this node alone
 * knows which codes that change were used: those who look after nodes have to come in just then. Thread-safe.
 */
final class CodeCheck {
    private final People people;
    private final WrongCodes wrongCodes;
    private final Clock clock;
    /** By name, the step of the last code that was used and could not be kept. */
    private final Map<String, Long> usedHere = new ConcurrentHashMap<>();

    CodeCheck(People people, WrongCodes wrongCodes, Clock clock) {
        this.people = people;
        this.wrongCodes = wrongCodes;
        this.clock = clock;
    }

    /**
     * What was used is kept before anybody comes in.
     *
     * @throws UnreachableException if it is a recovery code, of which it cannot be known whether it was used at another node
     */
    boolean isRight(Person asked, String code) throws IOException {
        try {
            people.change(asked.name(), person -> person.recovery().contains(SecondFactor.recoveryHash(code))
                    ? person.withoutCode(SecondFactor.recoveryHash(code)) : person.afterStep(step(person, code)));
            return true;
        } catch (RefusedException e) {
            return false;
        } catch (UnreachableException e) {
            return isRightHere(asked, code, e);
        }
    }

    private synchronized boolean isRightHere(Person person, String code, UnreachableException away)
            throws UnreachableException {
        if (person.recovery().contains(SecondFactor.recoveryHash(code))) {
            throw away;
        }
        try {
            usedHere.put(person.name(), step(person, code));
            return true;
        } catch (RefusedException e) {
            return false;
        }
    }

    private long step(Person person, String code) {
        if (wrongCodes.isOver(person.name())) {
            throw new RefusedException("codes");
        }
        long last = Math.max(person.lastStep(), usedHere.getOrDefault(person.name(), 0L));
        OptionalLong step = SecondFactor.step(person.secret(), code, last, clock.instant());
        return step.orElseThrow(() -> new RefusedException("code"));
    }
}
