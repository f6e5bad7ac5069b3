/** Programs that work beside the node. */
package org.groundswell.console.site.programs;
