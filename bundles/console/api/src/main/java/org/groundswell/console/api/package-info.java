/**
 * How a bundle puts a page of its own among the admin's, in the frame, look and rights that they all share.
 */
@Export
@NullMarked
@Version("1.2.0")
package org.groundswell.console.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
