/**
 * What a payment gateway does for the platform; implemented once for each gateway.
 */
@Export
@NullMarked
@Version("1.3.0")
package org.groundswell.payments.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
