/**
 * What somebody of the charity stops on the night, and lets go again.
 */
@Export
@NullMarked
@Version("1.0.0")
package org.groundswell.donations.api.brakes;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
