/**
 * What health checks are told by, and the room on the disk that is kept.
 */
@Export
@NullMarked
@Version("1.1.0")
package org.groundswell.kernel.api.health;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
