/** Jars and feature files that a build server brings over the admin port, with a token. */
package org.groundswell.kernel.upload;
