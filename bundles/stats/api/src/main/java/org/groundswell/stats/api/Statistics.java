package org.groundswell.stats.api;

import org.osgi.annotation.versioning.ProviderType;

/** The node's figures. Thread-safe. */
@ProviderType
public interface Statistics {

    /** The figures as they are now; counts are since the start of the statistics bundle. */
    StatisticsSnapshot snapshot();
}
