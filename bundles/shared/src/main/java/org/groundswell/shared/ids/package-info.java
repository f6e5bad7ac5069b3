/** Ids as they are kept. */
package org.groundswell.shared.ids;
