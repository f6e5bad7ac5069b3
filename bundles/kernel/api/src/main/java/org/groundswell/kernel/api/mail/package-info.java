/**
 * Letters by e-mail that the node writes to people of the charity.
 */
@Export
@NullMarked
@Version("1.1.0")
package org.groundswell.kernel.api.mail;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
