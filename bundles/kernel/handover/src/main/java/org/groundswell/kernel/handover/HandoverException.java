package org.groundswell.kernel.handover;

/** Why the process before goes on, in words for the admin who gave the command. */
final class HandoverException extends Exception {
    private static final long serialVersionUID = 1L;

    HandoverException(String reason) {
        super(reason);
    }
}
