/** The same settings for all nodes over one database, one node after another. */
package org.groundswell.pages.publishing.settings;
