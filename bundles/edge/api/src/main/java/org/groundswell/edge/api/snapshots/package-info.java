/**
 * Pages that are kept ready, and who publishes them.
 */
@Export
@Version("1.1.0")
package org.groundswell.edge.api.snapshots;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
