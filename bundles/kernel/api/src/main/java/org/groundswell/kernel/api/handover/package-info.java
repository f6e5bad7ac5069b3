/**
 * How one process of a node takes the place of another one while visitors are served.
 */
@Export
@NullMarked
@Version("1.0.0")
package org.groundswell.kernel.api.handover;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
