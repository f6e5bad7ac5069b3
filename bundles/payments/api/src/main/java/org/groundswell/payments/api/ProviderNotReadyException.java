package org.groundswell.payments.api;

/** The provider is there but cannot be used as it is set up: its key is missing, say. */
public final class ProviderNotReadyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message which setting, what is wrong, what the admin can do; never a secret */
    public ProviderNotReadyException(String message, Throwable cause) {
        super(message, cause);
    }
}
