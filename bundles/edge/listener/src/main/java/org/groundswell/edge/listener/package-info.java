/** The public listener: snapshots and live streams from memory, everything else to whiteboard servlets. */
package org.groundswell.edge.listener;
