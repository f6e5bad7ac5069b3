/**
 * Changes to the texts of the site folder by others than its files' owner: tried, looked at, and put in force as a whole.
 */
@Export
@NullMarked
@Version("1.1.0")
package org.groundswell.pages.api.editing;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
