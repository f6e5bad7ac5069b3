package org.groundswell.kernel.keeper;

/** A jar is not let in; the message says why, for people, and what to do. */
class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedException(String reason) {
        super(reason);
    }
}
