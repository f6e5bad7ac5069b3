/** Files of a node: private to its user, written whole or not at all, or line by line. */
package org.groundswell.shared.files;
