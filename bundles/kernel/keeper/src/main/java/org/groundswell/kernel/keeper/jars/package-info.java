/**
 * Jars as files and as bundles of the framework: what they say of themselves, the copies that are kept, and how one is put
 * in the place of another.
 */
package org.groundswell.kernel.keeper.jars;
