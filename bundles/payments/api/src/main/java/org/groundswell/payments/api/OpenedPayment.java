package org.groundswell.payments.api;

import java.net.URI;

/**
 * A payment the gateway has opened.
 *
 * @param paymentId the gateway's id
 * @param checkout  where the donor pays: absolute, or a path on the site itself
 */
public record OpenedPayment(String paymentId, URI checkout) {
}
