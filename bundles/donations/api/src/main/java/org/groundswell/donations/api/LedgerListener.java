package org.groundswell.donations.api;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Whiteboard for what has to be instant: a service that is told of entries after they are durable, in their order, while
 * the donor waits. Must return at once, within a millisecond and without waiting for anything. One that has not returned
 * after a second is told on a thread of its own from then on, after the others, and the node's health names its bundle;
 * where 1,000 commits wait for it, these are left out and it is told to read the totals again. After a restart only new
 * entries are told: read the totals first. What must miss nothing, or may take time, is a
 * {@link org.groundswell.donations.api.events.DonationEventListener}.
 */
@ConsumerType
public interface LedgerListener {

    /** @param entries what is new; empty where only the totals have to be read again, after trouble with the disk */
    void committed(List<Entry> entries);
}
