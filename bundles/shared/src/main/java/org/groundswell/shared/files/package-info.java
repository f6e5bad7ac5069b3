/** Files of a node: private to its user, written whole or not at all, or line by line; as people write them. */
package org.groundswell.shared.files;
