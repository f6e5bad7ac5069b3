/**
 * What of a donation everybody may see.
 */
@Export
@NullMarked
@Version("1.0.0")
package org.groundswell.donations.api.moderation;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
