/**
 * How bundles reach visitors: snapshots for pages that are the same for everybody, whiteboard servlets for the rest.
 */
@Export
@NullMarked
@Version("2.2.0")
package org.groundswell.edge.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
