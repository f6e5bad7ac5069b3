/**
 * What several nodes have in common besides the ledger.
 */
@Export
@NullMarked
@Version("1.0.0")
package org.groundswell.kernel.api.records;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
