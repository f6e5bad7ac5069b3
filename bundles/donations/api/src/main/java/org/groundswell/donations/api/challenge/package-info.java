/**
 * What a visitor has to do who may be a machine.
 */
@Export
@Version("1.0.0")
package org.groundswell.donations.api.challenge;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
