/** Mollie: payments by redirect to Mollie's hosted page, over its REST API. */
package org.groundswell.payments.mollie;
