/**
 * What every ledger has to do, as tests. Not part of a node.
 */
@Export
@Version("1.0.0")
package org.groundswell.donations.contract;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
