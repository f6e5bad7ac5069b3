/**
 * Donations and the ledger that counts them.
 */
@Export
@NullMarked
@Version("1.4.0")
package org.groundswell.donations.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
