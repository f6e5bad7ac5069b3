package org.groundswell.payments.api;

/** How a payment stands at the gateway. */
public enum PaymentStatus { OPEN, PENDING, PAID, FAILED, CANCELED, EXPIRED, DISPUTED }
