/**
 * The keeper: bringing jars in, taking them back, and what came of it.
 */
@Export
@NullMarked
@Version("1.1.0")
package org.groundswell.kernel.api.keeper;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
