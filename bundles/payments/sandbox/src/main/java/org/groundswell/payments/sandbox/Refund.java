package org.groundswell.payments.sandbox;

import java.util.Objects;

/**
 * What a node asks a gateway of its own to give back.
 *
 * @param minor minor units
 * @param key   by which the same is not given back twice
 */
record Refund(long minor, String key) {

    /** @throws RuntimeException where something is missing or is none of what it should be */
    Refund checked() {
        Objects.requireNonNull(key, "key");
        if (minor <= 0) {
            throw new IllegalArgumentException("minor: expected more than 0");
        }
        return this;
    }
}
