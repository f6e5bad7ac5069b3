/** Bundles that were found good and fail later: they go back, and what donors need stays. */
package org.groundswell.kernel.keeper.care;
