/**
 * Which of several nodes with one ledger does a job that must run once.
 */
@Export
@NullMarked
@Version("1.0.0")
package org.groundswell.donations.api.leases;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
