/**
 * Links in mails with which donors reach their gift.
 */
@Export
@Version("1.0.0")
package org.groundswell.donations.api.links;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
