/** A PostgreSQL server that a test starts for itself. No part of a node. */
package org.groundswell.donations.postgres.server;
