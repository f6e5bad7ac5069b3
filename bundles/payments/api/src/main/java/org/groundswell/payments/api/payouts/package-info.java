/**
 * What gateways have paid out, asked for by whoever explains it.
 */
@Export
@NullMarked
@Version("1.0.0")
package org.groundswell.payments.api.payouts;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
