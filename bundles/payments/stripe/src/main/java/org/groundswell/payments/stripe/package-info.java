/** Stripe: payments by redirect to Stripe Checkout, over its REST API. */
package org.groundswell.payments.stripe;
