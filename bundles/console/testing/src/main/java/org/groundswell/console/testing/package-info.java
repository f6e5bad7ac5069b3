/** Pages of the console without the console around them. For tests of the bundles that bring such pages. */
package org.groundswell.console.testing;
