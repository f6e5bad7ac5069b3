/**
 * Pages that are kept ready, and who publishes them.
 */
@Export
@NullMarked
@Version("1.2.0")
package org.groundswell.edge.api.snapshots;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
