package org.groundswell.kernel.keeper.jars;

import java.io.IOException;

/** Whether a jar is whole cannot be told now, because the disk does not give it; it may be as good as ever. */
public final class UnreadableException extends RefusedException {
    private static final long serialVersionUID = 1L;

    UnreadableException(String reason, IOException cause) {
        super(reason);
        initCause(cause);
    }
}
