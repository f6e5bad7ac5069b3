/** The page one lands on: how the evening goes, moving live. */
package org.groundswell.console.tonight;
