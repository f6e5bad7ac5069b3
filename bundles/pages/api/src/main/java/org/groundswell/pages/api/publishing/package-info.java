/**
 * What is known of a site that several nodes have in common.
 */
@Export
@NullMarked
@Version("1.1.0")
package org.groundswell.pages.api.publishing;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
