/**
 * Messages that visitors write to the charity.
 */
@Export
@NullMarked
@Version("1.1.0")
package org.groundswell.pages.api.contact;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
