package org.groundswell.shared.deploy;

import java.io.IOException;

/** More bytes came than a file in {@code deploy/} may have. */
public final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    TooLargeException(long largest) {
        super("a file may have " + largest + " bytes at most (largestMegabytes)");
    }
}
