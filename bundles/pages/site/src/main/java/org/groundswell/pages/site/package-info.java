/** Turns a site folder that a person edits into snapshots that the edge serves. */
package org.groundswell.pages.site;
