/**
 * Keys that several nodes sign with.
 */
@Export
@NullMarked
@Version("1.0.0")
package org.groundswell.kernel.api.keys;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
