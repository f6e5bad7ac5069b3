/** How connections go from one process of a node to the next. */
package org.groundswell.edge.listener.handover;
