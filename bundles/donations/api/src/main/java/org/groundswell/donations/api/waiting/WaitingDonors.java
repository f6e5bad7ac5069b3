package org.groundswell.donations.api.waiting;

import org.osgi.annotation.versioning.ProviderType;

/** How many donors wait for their turn to pay. Thread-safe, and answers from memory. */
@ProviderType
public interface WaitingDonors {

    /** How many wait now; who stops looking has left. */
    int length();

    /** Whether nobody more finds a place: donors are asked to come back later. */
    boolean isFull();
}
