/**
 * What gateways have sent to the charity's bank, explained gift by gift.
 */
@Export
@Version("1.0.0")
package org.groundswell.donations.api.payouts;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
