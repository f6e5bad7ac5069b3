/** Changed settings are on probation as a new jar is. */
package org.groundswell.kernel.keeper.settings;
