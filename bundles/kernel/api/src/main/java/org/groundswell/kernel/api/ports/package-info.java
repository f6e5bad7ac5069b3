/**
 * Ports: services that are held while their provider is replaced, and how they stand.
 */
@Export
@NullMarked
@Version("1.0.0")
package org.groundswell.kernel.api.ports;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
