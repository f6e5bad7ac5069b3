/** How gateways are spoken to over HTTP; a gateway's bundle carries these classes inside. */
package org.groundswell.payments.client;
