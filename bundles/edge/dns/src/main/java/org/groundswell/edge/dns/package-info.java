/** Keeps the addresses of nodes that are fit under a name at a DNS server. */
package org.groundswell.edge.dns;
