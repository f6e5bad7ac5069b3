/**
 * The donors who wait for their turn to pay.
 */
@Export
@NullMarked
@Version("1.0.0")
package org.groundswell.donations.api.waiting;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
