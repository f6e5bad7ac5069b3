/**
 * Figures about visitors and donations, without anything personal.
 */
@Export
@NullMarked
@Version("1.3.0")
package org.groundswell.stats.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
