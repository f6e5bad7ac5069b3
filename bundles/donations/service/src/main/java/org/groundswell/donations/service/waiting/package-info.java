/** The room in which donors wait when more come than the gateway takes. */
package org.groundswell.donations.service.waiting;
