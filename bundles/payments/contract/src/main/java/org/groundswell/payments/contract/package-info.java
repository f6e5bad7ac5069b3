/**
 * What every payment provider has to do, as tests; and servers that behave as gateways do, for these tests. Not part
 * of a node.
 */
@Export
@Version("1.1.0")
package org.groundswell.payments.contract;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
