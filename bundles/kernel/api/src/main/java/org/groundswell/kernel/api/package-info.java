/**
 * What the author of a bundle needs to know of the kernel: ports, how they stand, and what strangers write.
 */
@Export
@Version("1.2.0")
package org.groundswell.kernel.api;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
