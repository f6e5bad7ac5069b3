/** Which bundle answers which path, so that none takes another one's. */
package org.groundswell.kernel.keeper.paths;
