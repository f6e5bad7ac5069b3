/**
 * What a visitor has to do who may be a machine.
 */
@Export
@NullMarked
@Version("1.0.0")
package org.groundswell.donations.api.challenge;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
