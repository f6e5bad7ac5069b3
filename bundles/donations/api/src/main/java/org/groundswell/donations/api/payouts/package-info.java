/**
 * What gateways have sent to the charity's bank, explained gift by gift.
 */
@Export
@NullMarked
@Version("1.0.0")
package org.groundswell.donations.api.payouts;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
