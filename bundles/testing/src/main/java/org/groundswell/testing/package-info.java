/** What the tests of many bundles need. */
package org.groundswell.testing;
