/** Names and paths as addresses have them. */
package org.groundswell.shared.paths;
