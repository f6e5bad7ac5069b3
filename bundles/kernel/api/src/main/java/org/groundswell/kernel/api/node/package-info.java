/**
 * What a bundle finds on its node: the folder, and secrets that settings name.
 */
@Export
@NullMarked
@Version("1.1.0")
package org.groundswell.kernel.api.node;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
