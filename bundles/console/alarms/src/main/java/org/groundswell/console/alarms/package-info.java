/** Alarms in plain words: when one is on, in which language, and who is told by e-mail. */
package org.groundswell.console.alarms;
