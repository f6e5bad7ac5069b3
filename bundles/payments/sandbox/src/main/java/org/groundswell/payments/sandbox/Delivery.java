package org.groundswell.payments.sandbox;

import java.util.UUID;

/**
 * A notification on its way.
 *
 * @param eventId the same at each attempt
 * @param payment the payment as it was when it happened
 */
record Delivery(String eventId, SandboxPayment payment) {

    static Delivery of(SandboxPayment payment) {
        return new Delivery("evt_" + UUID.randomUUID(), payment);
    }
}
