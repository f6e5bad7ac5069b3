package org.groundswell.console.site.pictures;

import java.io.IOException;

/** A file that does not become a picture of the site. */
public final class RefusedPictureException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Refusal refusal;

    RefusedPictureException(Refusal refusal) {
        this(refusal, null);
    }

    RefusedPictureException(Refusal refusal, Throwable cause) {
        super(refusal.name(), cause);
        this.refusal = refusal;
    }

    /** Why. */
    public Refusal refusal() {
        return refusal;
    }
}
