package org.groundswell.kernel.api.loops;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Work that comes round again for as long as its bundle runs: a timer, a queue's only reader. Whoever runs one registers
 * it as a service, and the node's health tells when it stands still. Thread-safe.
 */
@ConsumerType
public interface SupervisedLoop {

    /** How it stands now; returns at once, whatever the loop does. */
    LoopStatus status();
}
