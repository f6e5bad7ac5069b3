/** Which gateways there are, and what may be asked of them: each call is bounded, and who fails is left alone. */
package org.groundswell.donations.service.gateways;
