/**
 * How a bundle offers something to programs below {@code /api/admin/v1}: one declaration of a route is what requests are
 * checked by, what leads them to their handler, and what the description of the whole is made from.
 */
@Export
@NullMarked
@Version("1.0.0")
package org.groundswell.console.api.rest;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
