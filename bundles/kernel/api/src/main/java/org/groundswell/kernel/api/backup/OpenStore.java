package org.groundswell.kernel.api.backup;

import java.io.IOException;
import java.nio.file.Path;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A store that writes while a backup is made, in files that would be torn if they were simply copied: a database. A bundle
 * with such files registers one of these for each; all its other files, if lines are appended to them or they are moved
 * into place as a whole, need nothing. Thread-safe.
 */
@ConsumerType
public interface OpenStore {

    /** The store's main file, absolute. It and those beside it whose names begin with its name are not copied as they are. */
    Path file();

    /**
     * Writes all that was committed when this was called, and nothing of later than its return, as one file that can take
     * the place of {@link #file()}. Whoever uses the store goes on meanwhile.
     *
     * @param copy a file that is not there yet, in a folder that is
     * @throws IOException if it could not be written; what was written of it is of no use
     */
    void copyTo(Path copy) throws IOException;
}
