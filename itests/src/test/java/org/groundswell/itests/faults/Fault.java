package org.groundswell.itests.faults;

import java.util.EnumSet;
import java.util.Set;

/** What may happen to nodes and their database. */
enum Fault {
    /** One node is killed, and comes back. */
    NODE_KILLED(true),
    /** One node is left. */
    ALL_BUT_ONE_KILLED(true),
    /** A node is stopped as a whole until others have its leases, and goes on. */
    NODE_ASLEEP(true),
    /** A node's connections to the database are cut. */
    LINK_CUT(false),
    /** A node hears nothing of the database any more. */
    LINK_SILENT(false),
    /** A node's ways to the database are slow. */
    LINK_SLOW(false),
    /** Answers of the database to one node break off in their middle. */
    LINK_TORN(false),
    /** The primary is killed and comes back. */
    DATABASE_RESTARTED(false),
    /** The primary is killed and its standby takes its place; then it comes back and says that it is the primary. */
    PRIMARY_LOST(false),
    /** Somebody keeps a transaction open in the database, which nobody notices. */
    LONG_TRANSACTION(false),
    /** A node is drained and ends, and another one takes its place, which nobody notices. */
    NODE_REPLACED(false);

    /** The balancer's words for a node that is gone or hangs, or the node's own; none at all where HAProxy has none. */
    static final Set<Integer> AWAY = Set.of(0, 502, 503, 504);

    private static final Set<Fault> UNNOTICED = EnumSet.of(LONG_TRANSACTION, NODE_REPLACED);

    private final boolean hitsNodes;

    Fault(boolean hitsNodes) {
        this.hitsNodes = hitsNodes;
    }

    /** How many nodes die of it, of so many. */
    int killed(int nodes) {
        return switch (this) {
            case NODE_KILLED -> 1;
            case ALL_BUT_ONE_KILLED -> nodes - 1;
            default -> 0;
        };
    }

    /**
     * When it was.
     *
     * @param hitFrom  when nodes were lost, until {@code hitUntil} the balancer knew it
     * @param ended when all was well again
     */
    record Window(Fault fault, long began, long hitFrom, long hitUntil, long ended) {

        /** Whether it is the reason of a failure: pages fail only where a node is lost under them. */
        boolean explains(Seen seen) {
            if (!AWAY.contains(seen.status()) || !seen.overlaps(began, ended)) {
                return false;
            }
            return switch (seen.what()) {
                case PAGE -> fault.hitsNodes && seen.overlaps(hitFrom, hitUntil);
                case FORM, GIFT, NOTIFICATION -> !UNNOTICED.contains(fault) && (fault.hitsNodes || seen.status() == 503);
            };
        }
    }
}
