package org.groundswell.donations.api.brakes;

import java.io.IOException;
import org.osgi.annotation.versioning.ProviderType;

/** The brakes of this node, or of all nodes over one database. Kept over a restart. Thread-safe. */
@ProviderType
public interface Brakes {

    /** How they are now; from memory. */
    BrakesState state();

    /**
     * Puts the next state in force, on the disk before it counts, unless somebody else was faster.
     *
     * @param before what the next state was made of
     * @return whether it is in force: false if {@code before} is not the state any more
     * @throws IOException if it cannot be kept; then everything stays as it was
     */
    boolean exchange(BrakesState before, BrakesState next) throws IOException;
}
