/** Work that comes round again for as long as the node runs, and is never lost unseen. */
package org.groundswell.shared.loops;
