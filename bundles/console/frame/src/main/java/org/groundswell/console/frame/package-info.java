/** The frame of the admin's pages: who may see which of them, menu, language and look. */
package org.groundswell.console.frame;
