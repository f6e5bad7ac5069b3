package org.groundswell.kernel.api.health;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Whether this process can serve all that donors need. Thread-safe. */
@ProviderType
public interface NodeFitness {

    /** Names and states of the checks that keep it from taking gifts; empty where it is fit. */
    List<String> lacking();
}
