package org.groundswell.kernel.keeper.jars;

/** A jar is not let in; the message says why, for people, and what to do. */
public class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    public RefusedException(String reason) {
        super(reason);
    }
}
