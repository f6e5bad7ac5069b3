/** The site as files for any static host, its live parts pointing to a node. */
package org.groundswell.pages.export;
