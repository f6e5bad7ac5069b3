/** The admin's pages about gifts: finding one, its story, giving it back, entering one, and taking them away as a file. */
package org.groundswell.console.gifts;
