/** Tells load balancers and watchers how the node is. */
package org.groundswell.kernel.health;
