package org.groundswell.payments.api;

/** The gateway is there and will not take this payment, however often it is asked: an amount or currency, say. */
public final class PaymentRefusedException extends PaymentException {
    private static final long serialVersionUID = 1L;
    private final Subject about;

    /** What a gateway has objected to, so that the donor is told where to mend it. */
    public enum Subject {
        /** The amount or its currency. */
        AMOUNT,
        /** The donor's e-mail address. */
        EMAIL,
        /** Something else, or nobody says what: another way to pay may do. */
        PAYMENT
    }

    /** @param message which payment or donation, what was asked, what came back */
    public PaymentRefusedException(String message) {
        this(message, Subject.PAYMENT);
    }

    /** @param message which payment or donation, what was asked, what came back */
    public PaymentRefusedException(String message, Throwable cause) {
        this(message, Subject.PAYMENT, cause);
    }

    /**
     * @param message which payment or donation, what was asked, what came back
     * @param about   what donors can change about it
     */
    public PaymentRefusedException(String message, Subject about) {
        super(message);
        this.about = about;
    }

    /**
     * @param message which payment or donation, what was asked, what came back
     * @param about   what donors can change about it
     */
    public PaymentRefusedException(String message, Subject about, Throwable cause) {
        super(message, cause);
        this.about = about;
    }

    /** What the gateway has objected to. */
    public Subject about() {
        return about;
    }
}
