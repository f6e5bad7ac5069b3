/** The ledger of many nodes, in a PostgreSQL database: each node's writer commits waiting commands in groups. */
package org.groundswell.donations.ledger.postgres;
