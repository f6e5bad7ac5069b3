/**
 * The ways to pay that donors are offered.
 */
@Export
@Version("1.1.0")
package org.groundswell.donations.api.choices;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
