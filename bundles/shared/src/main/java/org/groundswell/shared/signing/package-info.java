/** What proves that something is ours. */
package org.groundswell.shared.signing;
