/** Who is let on to a gateway: cards that are tried out, programs, and pledges that nobody pays. */
package org.groundswell.donations.service.protection;
