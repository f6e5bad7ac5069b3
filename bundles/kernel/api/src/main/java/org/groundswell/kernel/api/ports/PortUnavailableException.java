package org.groundswell.kernel.api.ports;

/** A call to a port could not be passed on: its provider is away for longer than callers are made to wait. */
public final class PortUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message which port, and how long was waited or how many wait already */
    public PortUnavailableException(String message) {
        super(message);
    }
}
