/**
 * Being told of requests.
 */
@Export
@NullMarked
@Version("1.1.0")
package org.groundswell.edge.api.requests;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
