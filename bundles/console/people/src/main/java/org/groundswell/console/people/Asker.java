package org.groundswell.console.people;

/**
 * Who wants a password looked at.
 *
 * @param address where they are; in IPv6 their network
 * @param isNew   whether no wrong one came from there in this minute
 * @param isOver  whether more of them came than an address has a share of
 */
record Asker(String address, boolean isNew, boolean isOver) {
}
