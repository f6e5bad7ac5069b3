/** What an editor changes of {@code site.yaml} by a form. */
package org.groundswell.console.site.settings;
