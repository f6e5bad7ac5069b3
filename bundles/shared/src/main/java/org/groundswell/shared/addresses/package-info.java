/** E-mail addresses; carries its library along, so whoever needs none leaves this package out. */
package org.groundswell.shared.addresses;
