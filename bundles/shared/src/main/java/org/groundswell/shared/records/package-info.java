/** What bundles do with the records that nodes have in common. */
package org.groundswell.shared.records;
