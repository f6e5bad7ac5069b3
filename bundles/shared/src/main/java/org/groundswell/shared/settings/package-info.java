/** Files of settings. */
package org.groundswell.shared.settings;
