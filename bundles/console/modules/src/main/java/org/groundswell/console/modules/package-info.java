/** The operator's pages about what the node is made of: bundles, ports, swaps, features, and who uses whom as a picture. */
package org.groundswell.console.modules;
