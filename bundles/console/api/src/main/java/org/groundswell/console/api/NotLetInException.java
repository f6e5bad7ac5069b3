package org.groundswell.console.api;

import java.io.IOException;

/** Somebody is known here, or would be, and still may not come in; whoever sent them says why. Nothing was changed. */
public final class NotLetInException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** What can be done about it, mostly by an owner. */
    public enum Reason {
        /** An owner has cut this sign-in off, and may allow it again. */
        CUT_OFF,
        /** The provider takes the role from the last owner who has a password here; somebody else must be one first. */
        LAST_OWNER,
        /** Somebody else has the name that would be theirs. */
        NAME_TAKEN,
        /** It is tied to another account, which its owner has to let go first. */
        IDENTITY_TAKEN,
        /** There are as many people as a node has room for. */
        FULL,
        /** What all nodes have in common cannot be changed now: its database cannot be reached. */
        UNREACHABLE
    }

    public NotLetInException(Reason reason) {
        super("not let in: " + reason);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
