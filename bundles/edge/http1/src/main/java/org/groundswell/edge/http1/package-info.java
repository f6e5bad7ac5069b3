/** Jetty's HTTP/1.1 with a parser that leaves no doubt. For the listener alone. */
@Export
@Version("1.0.0")
package org.groundswell.edge.http1;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
