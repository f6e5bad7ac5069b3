/**
 * What a check of a site folder looks at, without a node.
 */
@Export
@NullMarked
@Version("1.0.0")
package org.groundswell.pages.api.check;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
