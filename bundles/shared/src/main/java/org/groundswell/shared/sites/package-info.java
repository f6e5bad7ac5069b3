/** What all who read or write a site's folder have to know of it. */
package org.groundswell.shared.sites;
