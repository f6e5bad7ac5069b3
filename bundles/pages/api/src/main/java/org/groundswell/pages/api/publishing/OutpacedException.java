package org.groundswell.pages.api.publishing;

import java.io.IOException;

/** Another node was first, so nothing was done. What it has published is here when it is tried again. */
public final class OutpacedException extends IOException {
    private static final long serialVersionUID = 1L;

    public OutpacedException(String message) {
        super(message);
    }
}
