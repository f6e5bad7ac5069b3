package org.groundswell.kernel.api.keeper;

/** What became of a swap. */
public enum SwapOutcome {
    /** The new jar is in and has to prove itself; another record with the same checksum follows. */
    BEGUN,
    /** The new jar stays. */
    GOOD,
    /** The new jar, or the changed settings, did not prove themselves; what was before is back. */
    ROLLED_BACK,
    /** Nothing was touched; the record's reason says why. */
    REFUSED,
    /** The bundle is stopped, because neither the new jar nor the one before it works. */
    SET_ASIDE,
    /** The bundle kept failing and was stopped and started. */
    RESTARTED,
    /** Its settings were changed, and its components run with them. */
    CONFIGURED,
    /** Another bundle provides the port from now on, without that a jar was exchanged for it. */
    TAKEN_OVER,
    /** The bundle was taken away. */
    REMOVED,
    /** The node was stopped, or the next swap came, before the new jar had proved itself; it may be tried again. */
    INTERRUPTED
}
