package org.groundswell.pages.api.publishing;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Which version of a site for all nodes this one has. There only where nodes may have one. Thread-safe, answers from memory. */
@ProviderType
public interface PublishedSite {

    /** The version that was laid into this node's folder last; empty where the site is this node's own. */
    Optional<String> laid();

    /** The version that all nodes are to have; empty where none was published. */
    Optional<String> wanted();
}
