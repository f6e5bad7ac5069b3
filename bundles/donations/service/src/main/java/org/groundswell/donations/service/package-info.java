/**
 * The life of a donation, from the form to the last refund, in five rooms: {@code waiting} and
 * {@code gateways} use none of the others, {@code protection} and {@code settlement} use the gateways, and {@code giving}
 * uses all of them. Here is what looks at the whole.
 */
package org.groundswell.donations.service;
