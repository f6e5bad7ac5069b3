package org.groundswell.pages.check;

import java.io.IOException;

/** A name that leads where nobody outside could go. */
final class ClosedNetworkException extends IOException {
    private static final long serialVersionUID = 1L;
}
