/**
 * What the author of a bundle needs to know of the kernel: ports, and how they stand.
 */
@Export
@Version("2.0.0")
package org.groundswell.kernel.api;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
