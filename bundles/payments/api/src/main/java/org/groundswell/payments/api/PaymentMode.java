package org.groundswell.payments.api;

/** Whether money moves. */
public enum PaymentMode {
    /** Donors pay for real. */
    LIVE,
    /** Nobody pays: a sandbox, or a gateway's test mode. */
    TEST
}
