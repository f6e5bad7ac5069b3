package org.groundswell.payments.api;

/** The gateway is there and will not take this payment, however often it is asked: an amount or currency, say. */
public final class PaymentRefusedException extends PaymentException {
    private static final long serialVersionUID = 1L;

    /** @param message which payment or donation, what was asked, what came back */
    public PaymentRefusedException(String message) {
        super(message);
    }

    /** @param message which payment or donation, what was asked, what came back */
    public PaymentRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
