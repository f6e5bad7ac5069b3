/** Texts that cameras read. */
package org.groundswell.shared.codes;
