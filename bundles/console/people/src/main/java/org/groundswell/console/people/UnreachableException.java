package org.groundswell.console.people;

import java.io.IOException;

/** What all nodes have in common cannot be changed now, because its database cannot be reached. Nothing was changed here. */
final class UnreachableException extends IOException {
    /** The key of the text that says so. */
    static final String TEXT = "away";
    private static final long serialVersionUID = 1L;

    UnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
