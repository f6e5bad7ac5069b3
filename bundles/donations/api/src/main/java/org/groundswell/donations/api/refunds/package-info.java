/**
 * Money that goes back to donors, at most once.
 */
@Export
@NullMarked
@Version("1.1.0")
package org.groundswell.donations.api.refunds;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
