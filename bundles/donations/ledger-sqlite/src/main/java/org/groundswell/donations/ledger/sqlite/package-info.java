/** The ledger of a single node, in an SQLite database with one writer that commits waiting commands in groups. */
package org.groundswell.donations.ledger.sqlite;
