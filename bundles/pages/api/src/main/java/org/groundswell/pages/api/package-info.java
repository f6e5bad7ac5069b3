/**
 * What a site is made of, and pages made for one visitor.
 */
@Export
@NullMarked
@Version("1.1.0")
package org.groundswell.pages.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
