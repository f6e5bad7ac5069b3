package org.groundswell.payments.api;

/** The gateway could not do what was asked. The message is for the log: ids only, nothing about the donor. */
public class PaymentException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param message which payment or donation, what was asked, what came back */
    public PaymentException(String message) {
        super(message);
    }

    /** @param message which payment or donation, what was asked, what came back */
    public PaymentException(String message, Throwable cause) {
        super(message, cause);
    }
}
