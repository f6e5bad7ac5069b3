/**
 * What people of a charity do with gifts: enter those that came through no gateway, put a donor's name right, note, give
 * money back, forget a donor.
 */
@Export
@NullMarked
@Version("1.1.0")
package org.groundswell.donations.api.gifts;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
