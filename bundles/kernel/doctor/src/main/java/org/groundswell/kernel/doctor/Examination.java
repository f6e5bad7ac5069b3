package org.groundswell.kernel.doctor;

import java.util.List;

/** Looks at one thing. Takes seconds at most, changes nothing, and tells no secret. */
@FunctionalInterface
interface Examination {

    /** @return empty where there is nothing to look at */
    List<Finding> examine(Patient node);
}
