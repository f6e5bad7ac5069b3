/** The editor's pages about the texts of the site: drafts, previews, publishing, and every earlier version. */
package org.groundswell.console.site;
