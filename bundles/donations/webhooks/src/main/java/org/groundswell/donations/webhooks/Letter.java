package org.groundswell.donations.webhooks;

import java.time.Instant;
import org.groundswell.donations.api.Entry;

/**
 * An entry that an endpoint has to be told of.
 *
 * @param attempts how often it was tried
 * @param firstTry when it was tried first, or null
 * @param failure  why the last try failed, or ""
 */
record Letter(Entry entry, int attempts, Instant firstTry, String failure) {

    /** The same for every try, so that a receiver knows one it has had (Standard Webhooks, {@code webhook-id}). */
    String id() {
        return entry.donation() + "-" + entry.sequence();
    }
}
