package org.groundswell.console.people;

/** A change of the people that may not be; the message is the key of the text that says why. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedException(String key) {
        super(key);
    }
}
