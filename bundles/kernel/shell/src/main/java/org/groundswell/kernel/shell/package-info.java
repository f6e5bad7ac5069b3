/** The Gogo shell for whoever may read the node's folder, and for nobody else. */
package org.groundswell.kernel.shell;
