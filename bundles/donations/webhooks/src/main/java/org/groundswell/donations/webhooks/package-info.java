/** Tells other systems of what happens to donations, by signed HTTP requests (Standard Webhooks). */
package org.groundswell.donations.webhooks;
