package org.groundswell.payments.api;

/** The gateway is there and does not take the key: no donor can pay until somebody exchanges it, or lets it do more. */
public final class KeyRefusedException extends PaymentException {
    private static final long serialVersionUID = 1L;
    private final boolean onlyHere;

    /**
     * @param message  which payment or donation, what was asked, what came back
     * @param onlyHere whether the key is known and may not do what was asked; it may still do other things
     */
    public KeyRefusedException(String message, boolean onlyHere, Throwable cause) {
        super(message, cause);
        this.onlyHere = onlyHere;
    }

    /** Whether the key is known and may not do what was asked; it may still do other things. */
    public boolean isOnlyHere() {
        return onlyHere;
    }
}
