/**
 * Messages that visitors write to the charity.
 */
@Export
@Version("1.1.0")
package org.groundswell.pages.api.contact;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
