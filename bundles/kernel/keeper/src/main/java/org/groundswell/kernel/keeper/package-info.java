/**
 * Keeps the last good jar of every bundle, watches a new one until it has proved itself, and puts the old one back if
 * it has not. {@link org.groundswell.kernel.keeper.NodeKeeper} is where to begin reading.
 */
package org.groundswell.kernel.keeper;
