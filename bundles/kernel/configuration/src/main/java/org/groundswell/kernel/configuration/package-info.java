/** The {@code conf} folder: a person's settings, checked before any component sees them. */
package org.groundswell.kernel.configuration;
