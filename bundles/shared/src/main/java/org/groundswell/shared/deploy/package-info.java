/** Files that bring bundles, wherever they come from. */
package org.groundswell.shared.deploy;
