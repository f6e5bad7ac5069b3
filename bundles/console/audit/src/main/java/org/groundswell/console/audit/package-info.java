/** Who changed what, kept so that a changed or missing entry is found. */
package org.groundswell.console.audit;
