package org.groundswell.donations.api;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Whiteboard: a service that is told of entries after they are durable, in their order, on one thread of the ledger.
 * Must return quickly. After a restart only new entries are told: read the totals first.
 */
@ConsumerType
public interface LedgerListener {

    /** @param entries what is new; empty where only the totals have to be read again, after trouble with the disk */
    void committed(List<Entry> entries);
}
