/**
 * What a backup of a running node has to ask for.
 */
@Export
@NullMarked
@Version("1.0.0")
package org.groundswell.kernel.api.backup;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
