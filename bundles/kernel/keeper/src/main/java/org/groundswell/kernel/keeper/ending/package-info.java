/** Who ended the node, or is about to, and what a bundle leaves behind. */
package org.groundswell.kernel.keeper.ending;
