/** What donors meet: the form, the pledge, the way to the gateway and back, and the pages of a gift afterwards. */
package org.groundswell.donations.service.giving;
