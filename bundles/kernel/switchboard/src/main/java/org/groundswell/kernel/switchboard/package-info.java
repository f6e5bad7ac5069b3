/** Passes calls between bundles: holds those that find their provider being replaced, drains those that are inside. */
package org.groundswell.kernel.switchboard;
