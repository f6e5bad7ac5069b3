package org.groundswell.donations.service;

import dev.failsafe.CircuitBreaker;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers which gateways fail, so that donors are offered another one first, and that nobody waits for one that is
 * known to be away: after five failures in a row it is left alone for a while.
 */
final class Availability {
    private static final int FAILURES = 5;
    private static final Duration LEFT_ALONE = Duration.ofSeconds(15);
    private final Map<String, CircuitBreaker<Object>> breakers = new ConcurrentHashMap<>();

    /** Whether it is worth asking now; who asks has to tell how it went. */
    boolean tryAcquire(String provider) {
        return breaker(provider).tryAcquirePermit();
    }

    void succeeded(String provider) {
        breaker(provider).recordSuccess();
    }

    void failed(String provider) {
        breaker(provider).recordFailure();
    }

    /** Whether it has failed since it worked last. */
    boolean isShaky(String provider) {
        CircuitBreaker<Object> known = breakers.get(provider);
        return known != null && (!known.isClosed() || known.getFailureCount() > 0);
    }

    private CircuitBreaker<Object> breaker(String provider) {
        return breakers.computeIfAbsent(provider, name -> CircuitBreaker.builder().withFailureThreshold(FAILURES)
                .withSuccessThreshold(1).withDelay(LEFT_ALONE).build());
    }
}
