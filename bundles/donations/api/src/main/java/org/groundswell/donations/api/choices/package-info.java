/**
 * The ways to pay that donors are offered.
 */
@Export
@NullMarked
@Version("1.1.0")
package org.groundswell.donations.api.choices;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
