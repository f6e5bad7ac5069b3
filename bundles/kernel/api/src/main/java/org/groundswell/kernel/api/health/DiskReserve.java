package org.groundswell.kernel.api.health;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The last room on the disk, which is kept for the ledger. Whoever writes what is no gift, and may be large or come from
 * outside, asks before. Thread-safe and cheap enough for every request.
 */
@ProviderType
public interface DiskReserve {

    /** Why nothing but gifts is to be written now, for the log and the admin; empty while there is room. */
    Optional<String> shortage();
}
