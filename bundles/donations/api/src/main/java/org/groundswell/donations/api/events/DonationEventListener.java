package org.groundswell.donations.api.events;

import org.groundswell.donations.api.EntryPage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Whiteboard: a service that hears of every entry of the ledger, pledges too, at least once, from where it wants. What it
 * has done is what its {@link #position} says, and nobody else remembers it: a listener that keeps its position together
 * with what it did, in one transaction, has done everything exactly once.
 *
 * <p>Entries of one donation come in their order, by their sequence (which is the donation's version). Between donations
 * no order is promised: with several nodes there is none.
 *
 * <p>Each listener is called on a thread of its own, one call after the other; how long it takes hurts neither donors nor
 * other listeners. News comes within about a second. While a method throws, the same is tried again about every second,
 * and the node's health names the bundle. When the service leaves, its thread is interrupted.
 */
@ConsumerType
public interface DonationEventListener {

    /**
     * After what it wants to hear; asked before each page, so another answer than before is how something is heard
     * again. Must answer from memory or a file of its own.
     *
     * @return a position as it came with a page, {@link org.groundswell.donations.api.Ledger#BEGINNING} for everything,
     *         or what {@link org.groundswell.donations.api.Ledger#position} said once for what is new
     * @throws Exception where it cannot say it now
     */
    String position() throws Exception;

    /**
     * Entries that follow its position, at least one and at most 100. What it has done of them is what {@link #position}
     * says afterwards: one that cannot take more now leaves its position as it is, and gets the same again after a
     * second.
     *
     * @throws Exception where it could not do all of them; which it has done, its position says
     */
    void received(EntryPage page) throws Exception;
}
