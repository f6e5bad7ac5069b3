/**
 * Links in mails with which donors reach their gift.
 */
@Export
@NullMarked
@Version("1.0.0")
package org.groundswell.donations.api.links;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
