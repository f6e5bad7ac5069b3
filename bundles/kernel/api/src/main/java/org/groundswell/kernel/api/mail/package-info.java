/**
 * Letters by e-mail: receipts to donors, alarms and answers, all by one mail server.
 */
@Export
@NullMarked
@Version("1.1.0")
package org.groundswell.kernel.api.mail;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
