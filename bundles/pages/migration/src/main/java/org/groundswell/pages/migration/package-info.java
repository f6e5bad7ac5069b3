/** Takes over what a charity had: {@code bin/groundswell import}. A program; as a bundle it does nothing. */
package org.groundswell.pages.migration;
