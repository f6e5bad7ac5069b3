/**
 * How long a node keeps what is personal.
 */
@Export
@NullMarked
@Version("1.0.0")
package org.groundswell.kernel.api.retention;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
