/**
 * Which gifts still need a receipt, which have one, and who brings it.
 */
@Export
@NullMarked
@Version("1.3.0")
package org.groundswell.donations.api.receipts;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
