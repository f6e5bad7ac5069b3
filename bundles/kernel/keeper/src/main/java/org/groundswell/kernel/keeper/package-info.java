/**
 * Keeps the last good jar of every bundle, watches a new one until it has proved itself, and puts the old one back if
 * it has not. {@link org.groundswell.kernel.keeper.NodeKeeper} is where to begin reading: a swap is admitted, planned and
 * tried here. The rooms below are of two kinds. What a swap needs ({@code jars}, {@code history}, {@code paths},
 * {@code features}) knows nothing of it; what asks for swaps or watches over what came of them ({@code deploy}, {@code care},
 * {@code ending}, {@code settings}) is known to none of these.
 */
package org.groundswell.kernel.keeper;
