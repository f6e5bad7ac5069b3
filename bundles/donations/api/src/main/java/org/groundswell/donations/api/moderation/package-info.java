/**
 * What of a donation everybody may see.
 */
@Export
@Version("1.0.0")
package org.groundswell.donations.api.moderation;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
