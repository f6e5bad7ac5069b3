package org.groundswell.kernel.api.keeper;

import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Paths of the public port that belong to somebody who answers them without a servlet. A service of whoever does; the
 * keeper lets in no bundle that would answer them, too. Thread-safe.
 */
@ProviderType
public interface PublicPaths {

    /** Whose they are, for people: what follows after "belongs to". */
    String owner();

    /**
     * The paths as they are now, written as servlet patterns: {@code /en/donate}, or {@code /en/*} for all below, or ""
     * for the root alone.
     */
    Set<String> patterns();
}
