/** Who may use the web console. */
package org.groundswell.console.access;
