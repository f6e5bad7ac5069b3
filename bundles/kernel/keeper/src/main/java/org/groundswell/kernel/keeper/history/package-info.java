/** What became of each jar, and other things that outlive a restart. */
package org.groundswell.kernel.keeper.history;
