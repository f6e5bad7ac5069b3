package org.groundswell.pages.publishing;

import java.io.IOException;

/** Something of a version is not here, though all was read: it has to be read anew. */
final class MissingPartException extends IOException {
    private static final long serialVersionUID = 1L;

    MissingPartException(String message, Throwable cause) {
        super(message, cause);
    }
}
