/**
 * Which gifts still need a receipt, and which have one.
 */
@Export
@Version("1.0.0")
package org.groundswell.donations.api.receipts;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
