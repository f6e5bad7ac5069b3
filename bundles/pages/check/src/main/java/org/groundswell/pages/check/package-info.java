/** What an editor should mend in a site, before visitors meet it. */
package org.groundswell.pages.check;
