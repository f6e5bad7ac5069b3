/**
 * The screen in the studio: what was raised, who gave last, and the way to give, laid over the picture by a broadcaster.
 * Published among the pages that everybody may see, for all that it shows is public, and a broadcaster's machine signs in
 * nowhere.
 */
package org.groundswell.studio;
