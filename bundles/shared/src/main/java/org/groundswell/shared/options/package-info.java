/** Options as people type them behind a command. */
package org.groundswell.shared.options;
