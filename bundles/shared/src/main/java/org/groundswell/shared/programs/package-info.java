/** Programs that work beside the node. */
package org.groundswell.shared.programs;
