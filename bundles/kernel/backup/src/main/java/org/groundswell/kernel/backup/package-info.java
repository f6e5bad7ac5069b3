/** A node as one file, made while it runs, and a node made of it. */
package org.groundswell.kernel.backup;
