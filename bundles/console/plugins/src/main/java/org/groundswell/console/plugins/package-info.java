/** What admins see of donations, messages and the site, inside the Felix Web Console. */
package org.groundswell.console.plugins;
