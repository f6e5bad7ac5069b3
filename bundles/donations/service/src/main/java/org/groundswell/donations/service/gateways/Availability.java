package org.groundswell.donations.service.gateways;

import dev.failsafe.CircuitBreaker;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.choices.PaymentChoices.Gateway;
import org.groundswell.donations.api.choices.PaymentChoices.Standing;
import org.groundswell.payments.api.KeyRefusedException;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentRefusedException;
import org.groundswell.payments.api.UnreadablePaymentException;

/**
 * Remembers which gateways fail, so that donors are offered another one first, and that nobody waits for one that is
 * known to be away: after five failures in a row it is left alone for a while.
 */
public final class Availability {
    private static final int FAILURES = 5;
    private static final Duration LEFT_ALONE = Duration.ofSeconds(15);
    private final Map<String, CircuitBreaker<Object>> breakers = new ConcurrentHashMap<>();
    private final Map<String, String> reasons = new ConcurrentHashMap<>();
    private final KeyRefusals keys;
    private final FinalRefusals refusals = new FinalRefusals();

    Availability(Clock clock) {
        this.keys = new KeyRefusals(clock);
    }

    /** A question to a gateway. */
    @FunctionalInterface
    public interface Question<T> {
        T ask() throws PaymentException;
    }

    /**
     * Asks if it is worth asking now, and remembers how it went. An answer that cannot be understood is one, and what
     * the ledger refuses is not the gateway's fault.
     *
     * @throws PaymentException as the question does, or because the gateway is left alone for a while
     */
    public <T> T asked(String provider, Question<T> question) throws PaymentException {
        if (!tryAcquire(provider)) {
            throw new PaymentException(provider + " is left alone for a while, it failed too often");
        }
        String failure = "it broke";
        try {
            T answer = question.ask();
            failure = null;
            return answer;
        } catch (PaymentRefusedException | UnreadablePaymentException | LedgerUnavailableException e) {
            failure = null;
            throw e;
        } catch (KeyRefusedException e) {
            // It is there. That it does not take the key is noted apart, until it does.
            failure = isKeyRefused(provider) ? null : e.getMessage();
            throw e;
        } catch (PaymentException | RuntimeException e) {
            failure = e.getMessage() == null ? e.toString() : e.getMessage();
            throw e;
        } finally {
            if (failure == null) {
                succeeded(provider);
            } else {
                failed(provider, failure);
            }
        }
    }

    /** Whether it is being left alone now. */
    public boolean isLeftAlone(String provider) {
        CircuitBreaker<Object> known = breakers.get(provider);
        // It stays open until somebody tries, also when it is time to.
        return known != null && known.isOpen() && known.getRemainingDelay().isPositive();
    }

    /** Whether it is known beforehand that nothing can begin there now. */
    public boolean isOutOfReach(String provider) {
        return isLeftAlone(provider) || isKeyRefused(provider);
    }

    /** Whether it is worth asking now; who asks has to tell how it went. */
    private boolean tryAcquire(String provider) {
        return breaker(provider).tryAcquirePermit();
    }

    private void succeeded(String provider) {
        breaker(provider).recordSuccess();
        reasons.remove(provider);
    }

    /** @param reason for an admin; ids only */
    private void failed(String provider, String reason) {
        breaker(provider).recordFailure();
        reasons.put(provider, reason);
    }

    /**
     * How all of them stand, those that are offered first.
     *
     * @param off those that somebody has taken off
     */
    List<Gateway> standings(List<String> offered, List<String> all, Set<String> off) {
        return Stream.concat(offered.stream().map(each -> new Gateway(each, isBroken(each) ? Standing.BROKEN
                : isShaky(each) ? Standing.FAILS : Standing.WORKS)),
                all.stream().filter(each -> !offered.contains(each))
                        .map(each -> new Gateway(each, off.contains(each) ? Standing.OFF : Standing.IDLE))).toList();
    }

    /** Why those of these fail that do, one sentence each. */
    List<String> failures(Stream<String> offered) {
        return offered.flatMap(each -> keys.why(each).map(why -> "The key of " + each + " is refused: nobody can pay with it"
                + " until it is exchanged, or may do what is needed (" + why + ")")
                .or(() -> refusals.why(each).map(why -> each + " refuses every payment for good, and donors are offered another way"
                        + " first where there is one: look at its settings and at the account (" + why + ")"))
                .or(() -> Optional.ofNullable(reasons.get(each)).map(why -> "Payments with " + each + " fail, and donors are"
                        + " offered another way first where there is one: " + why)).stream()).toList();
    }

    /** Whether it refuses our key, or has failed again and again, and nobody has seen it work since. */
    boolean isBroken(String provider) {
        CircuitBreaker<Object> known = breakers.get(provider);
        return known != null && !known.isClosed() || isKeyRefused(provider);
    }

    /** For whoever hears whether our key is taken. */
    KeyRefusals keys() {
        return keys;
    }

    /** For whoever opens payments: whether they are taken at all. */
    public FinalRefusals refusals() {
        return refusals;
    }

    /** Whether it takes our key no more; one that is asked again, as a reconciliation does, and takes it, works. */
    public boolean isKeyRefused(String provider) {
        return keys.why(provider).isPresent();
    }

    /** Whether it has failed since it worked last, or takes no payment. */
    boolean isShaky(String provider) {
        CircuitBreaker<Object> known = breakers.get(provider);
        return known != null && (!known.isClosed() || known.getFailureCount() > 0) || isKeyRefused(provider)
                || refusals.why(provider).isPresent();
    }

    /** One that comes in its place begins anew. */
    void forget(String provider) {
        breakers.remove(provider);
        reasons.remove(provider);
        keys.forget(provider);
        refusals.forget(provider);
    }

    private CircuitBreaker<Object> breaker(String provider) {
        return breakers.computeIfAbsent(provider, name -> CircuitBreaker.builder().withFailureThreshold(FAILURES)
                .withSuccessThreshold(1).withDelay(LEFT_ALONE).build());
    }
}
