package org.groundswell.donations.service.gateways;

/** Another bundle did not answer in time. */
final class OverdueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OverdueException(String message, Throwable cause) {
        super(message, cause);
    }
}
