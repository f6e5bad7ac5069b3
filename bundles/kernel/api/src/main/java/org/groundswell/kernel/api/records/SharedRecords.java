package org.groundswell.kernel.api.records;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Small records that all nodes over one database have in common, in named journals. There only where several nodes may be:
 * a node that stands alone keeps what it has in its own files. Nothing is removed, so a record that is not wanted any more
 * says so in its value. Meant for what people decide, some times a minute, and not for what visitors do. Thread-safe.
 *
 * <p>Each method throws an {@link IOException} where the database cannot be reached; whether it has written is then not
 * known, and the same may be written again.
 */
@ProviderType
public interface SharedRecords {
    /** The most records in one call. */
    int MOST = 1000;
    /** The most characters of a value. */
    int LONGEST_VALUE = 1_000_000;

    /**
     * Records that were written after a position, in the order of their versions. One that was written more than once comes
     * once, as it is now. None is ever left out: what is given a version is seen before any higher one is.
     *
     * @param position the version of the last record that is known; 0 for the beginning
     * @param limit    1 to {@link #MOST}
     */
    List<SharedRecord> after(String journal, long position, int limit) throws IOException;

    /**
     * Writes all of these or none, whatever they said before; the last writing counts. Durable when this returns.
     *
     * @return as they are now
     */
    List<SharedRecord> put(String journal, Map<String, String> values) throws IOException;

    /** Writes those of these that were never written; of two nodes that come at once one has written each. */
    void add(String journal, Map<String, String> values) throws IOException;

    /**
     * Writes it if nobody has done so since.
     *
     * @param before the version that was read; 0 if there was none
     * @return whether it was written
     */
    boolean exchange(String journal, String key, long before, String value) throws IOException;
}
