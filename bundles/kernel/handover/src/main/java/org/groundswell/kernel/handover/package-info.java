/** One process of a node takes the place of another one; docs/handover.md has the protocol. */
package org.groundswell.kernel.handover;
