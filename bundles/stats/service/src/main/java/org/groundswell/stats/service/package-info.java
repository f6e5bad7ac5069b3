/** Counts what visitors and donors do, without remembering any of them. */
package org.groundswell.stats.service;
