package org.groundswell.payments.api;

/**
 * The gateway was reached and answered, but what it says about the payment cannot be understood. Nothing is to be
 * recorded, and asking at once again would not help.
 */
public final class UnreadablePaymentException extends PaymentException {
    private static final long serialVersionUID = 1L;

    /** @param message which payment, which field, what is wrong with it; one line, nothing about the donor */
    public UnreadablePaymentException(String message) {
        super(message);
    }

    /** @param message which payment, which field, what is wrong with it; one line, nothing about the donor */
    public UnreadablePaymentException(String message, Throwable cause) {
        super(message, cause);
    }
}
