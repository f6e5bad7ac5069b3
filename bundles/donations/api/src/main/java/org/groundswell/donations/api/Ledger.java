package org.groundswell.donations.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The append-only book of donations. Thread-safe. What a method has returned is durable: it survives a crash of the
 * process and of the machine. Every method may throw {@link LedgerUnavailableException}; then nothing was recorded.
 *
 * <p>Tests ({@link Pledge#test}) are booked as gifts are, and kept apart: each belongs to the rehearsal in which it was
 * pledged. Visitors see the tests of the rehearsal that is on, and from {@link #takeRealMoney} on, or once real money has
 * counted, never any.
 */
@ProviderType
public interface Ledger {

    /** The position before the first entry. */
    String BEGINNING = "";

    /** Records a pledge, once for each key. */
    PledgeOutcome pledge(Pledge pledge);

    /** Records a change if it is news, together with the totals it moves. */
    ChangeOutcome change(Change change);

    /** The donation with this id. */
    Optional<Donation> donation(UUID id);

    /** The donation that was pledged with this key. */
    Optional<Donation> byKey(String key);

    /** The donation a gateway's payment belongs to. */
    Optional<Donation> byPayment(String provider, String paymentId);

    /** The entries of one donation, oldest first. */
    List<Entry> entries(UUID donation);

    /**
     * The entries after a position, each donation's in their order. A position is a text that only the ledger
     * understands, of at most 4,000 printable ASCII characters without spaces; it stays valid for as long as the ledger
     * lives. No entry is ever added before a position that was given out.
     *
     * @param position as it came with an {@link EntryPage}, or {@link #BEGINNING}
     * @param limit    how many at most, 1 to 1000
     * @throws UnknownPositionException if this ledger has no such position
     */
    EntryPage entriesAfter(String position, int limit);

    /** The position after all entries that there are. */
    String position();

    /**
     * What a campaign has raised, as visitors see it; zero in the given currency while there is no entry. Answered from
     * memory.
     */
    Totals totals(String campaign, CurrencyUnit currency);

    /**
     * The donations that were paid last and still count, of those that are in {@link #totals}; newest first, at most
     * {@code limit} (1 to 100).
     */
    List<Donation> latest(String campaign, int limit);

    /**
     * Donations that are pledged or pending, oldest first, a page at a time.
     *
     * @param after  the id of the last one of the page before, or null for the first page
     * @param limit  how many at most, 1 to 1000
     */
    List<Donation> open(@Nullable UUID after, int limit);

    /** All donations, newest first, a page at a time; arguments as for {@link #open}. */
    List<Donation> newest(@Nullable UUID before, int limit);

    /** Adds everything up anew, tests too, in one look at the whole book. Takes time and memory for each campaign only. */
    List<Recount> recount();

    /**
     * The rehearsal that is on has ended, and the next one begins: its tests stay in the book, and what visitors see of
     * tests begins at nothing. Real money stays as it is.
     *
     * @param at when, UTC
     */
    void endRehearsal(Instant at);

    /**
     * From now on and for good visitors see real money only. Cheap where that was said before.
     *
     * @param at when, UTC
     */
    void takeRealMoney(Instant at);

    /**
     * Why nothing can be recorded now, for the admin; empty when it can. Where the last attempt failed, it is tried
     * again, so this may take as long as a commit.
     */
    Optional<String> failure();

    /** What went wrong lately without stopping anything, for the admin; empty when nothing did. */
    default Optional<String> warning() {
        return Optional.empty();
    }
}
