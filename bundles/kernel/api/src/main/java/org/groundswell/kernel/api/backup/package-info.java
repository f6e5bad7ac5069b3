/**
 * What a backup of a running node has to ask for.
 */
@Export
@Version("1.0.0")
package org.groundswell.kernel.api.backup;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
