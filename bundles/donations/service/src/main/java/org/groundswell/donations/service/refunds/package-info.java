/** Giving money back. */
package org.groundswell.donations.service.refunds;
