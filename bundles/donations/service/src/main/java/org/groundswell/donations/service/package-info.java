/** The life of a donation, from the form to the last refund, and its HTTP endpoints. */
package org.groundswell.donations.service;
