/** What programs may ask the node's admin side for: the way to each bundle's routes, and the description of all of them. */
package org.groundswell.console.rest;
