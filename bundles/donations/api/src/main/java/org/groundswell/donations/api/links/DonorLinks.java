package org.groundswell.donations.api.links;

import java.net.URI;
import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/** Addresses for one donor, who has no account: whoever has the link may do what it says. Thread-safe. */
@ProviderType
public interface DonorLinks {

    /**
     * Where the donor of a monthly gift can end it. The same for each month, and good for as long as the node keeps its
     * key.
     *
     * @param donation the gift's first donation, or any later month
     * @return absolute; personal, not for a log
     */
    URI stop(UUID donation);
}
