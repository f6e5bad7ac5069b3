package org.groundswell.kernel.api.keys;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Keys that all nodes over one database sign with, so that what one of them has signed is known to each. They are encrypted
 * there with a key that each node is given. Thread-safe.
 */
@ProviderType
public interface SharedKeys {
    /** How long a key is. */
    int BYTES = 32;

    /**
     * The keys of a name as they are in the database now. Of nodes that ask for the first time at once all get the same.
     *
     * @param name small letters
     * @param own  what this node has signed with by itself so far: from now on the others know its signatures, too. It is
     *             the first key where there is none yet
     * @return the one to sign with first; others still count. Empty where this node was not given a key to encrypt with, so
     *         that it has to go on with its own
     * @throws IOException if they cannot be read: the database is away, or this node was given another key than the others
     */
    List<byte[]> keys(String name, Optional<byte[]> own) throws IOException;

    /**
     * Makes a key to sign with from now on; what was signed before still counts.
     *
     * @throws IOException if nothing was changed
     */
    void renew(String name) throws IOException;
}
