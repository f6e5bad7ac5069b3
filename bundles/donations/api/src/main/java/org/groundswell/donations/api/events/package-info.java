/**
 * How bundles hear of what happens to donations, without anybody waiting for them.
 */
@Export
@NullMarked
@Version("1.0.0")
package org.groundswell.donations.api.events;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
