/**
 * Settings: what components say of them, what is in force, and what features bring between the defaults and {@code conf/}.
 */
@Export
@NullMarked
@Version("1.1.0")
package org.groundswell.kernel.api.settings;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
