package org.groundswell.donations.moderation;

import java.util.UUID;
import org.groundswell.donations.api.moderation.Decision;

/**
 * Decisions in the order in which they were made, the last one of each donation. There is one for each gift whose words somebody
 * has read, for as long as the node runs: so they are kept in arrays, some 40 bytes each, where a map of objects takes more than 100.
 * Not thread-safe.
 */
final class DecisionTable {
    private static final Decision[] DECISIONS = Decision.values();
    /** Another decision about the same donation came later. */
    private static final byte GONE = -1;
    /** This node has decided it by itself, and nobody else knows. */
    private static final byte UNSHARED = 64;
    private static final int SMALLEST = 64;

    /** Two for each decision. */
    private long[] donations = new long[2 * SMALLEST];
    private byte[] words = new byte[SMALLEST];
    /** Where to begin looking for a donation: one more than a place in the arrays, 0 for none. */
    private int[] places = new int[2 * SMALLEST];
    private int used;
    private int known;

    /** Sees decisions. */
    @FunctionalInterface
    interface Reader {
        /** @return whether to go on */
        boolean read(UUID donation, Decision decision, boolean unshared);
    }

    /** Null where nobody has decided. */
    Decision get(UUID donation) {
        int place = places[slot(donation.getMostSignificantBits(), donation.getLeastSignificantBits())];
        return place == 0 ? null : decision(place - 1);
    }

    /** It is the latest one. */
    void put(UUID donation, Decision decision, boolean unshared) {
        if (used == words.length) {
            makeRoom();
        }
        long most = donation.getMostSignificantBits();
        long least = donation.getLeastSignificantBits();
        int slot = slot(most, least);
        if (places[slot] == 0) {
            known++;
        } else {
            words[places[slot] - 1] = GONE;
        }
        add(most, least, (byte) (decision.ordinal() | (unshared ? UNSHARED : 0)), slot);
    }

    /** All others know what there is. */
    void share() {
        for (int i = 0; i < used; i++) {
            if (words[i] != GONE) {
                words[i] = (byte) (words[i] & ~UNSHARED);
            }
        }
    }

    /** The first one first. */
    void forEach(Reader reader) {
        for (int i = 0; i < used; i++) {
            read(i, reader);
        }
    }

    /** The latest one first, as long as the reader wants more. */
    void latestFirst(Reader reader) {
        int i = used - 1;
        while (i >= 0 && read(i, reader)) {
            i--;
        }
    }

    int size() {
        return known;
    }

    private boolean read(int i, Reader reader) {
        return words[i] == GONE || reader.read(new UUID(donations[2 * i], donations[2 * i + 1]), decision(i),
                (words[i] & UNSHARED) != 0);
    }

    private Decision decision(int i) {
        return DECISIONS[words[i] & ~UNSHARED];
    }

    private void add(long most, long least, byte word, int slot) {
        donations[2 * used] = most;
        donations[2 * used + 1] = least;
        words[used] = word;
        places[slot] = ++used;
    }

    /** Where this donation's place is written, or is to be. */
    private int slot(long most, long least) {
        int mask = places.length - 1;
        int slot = spread(most ^ least) & mask;
        while (places[slot] != 0 && (donations[2 * places[slot] - 2] != most || donations[2 * places[slot] - 1] != least)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private static int spread(long bits) {
        return (int) (bits * 0x9E37_79B9_7F4A_7C15L >>> 32);
    }

    /** Of what is gone, or of larger arrays where little is. */
    private void makeRoom() {
        long[] oldDonations = donations;
        byte[] oldWords = words;
        int all = used;
        int room = known > all - all / 4 ? all + all / 2 : all;
        donations = new long[2 * room];
        words = new byte[room];
        // A power of two, of which a fifth at least stays free.
        places = new int[Integer.highestOneBit(room + room / 4) * 2];
        used = 0;
        for (int i = 0; i < all; i++) {
            if (oldWords[i] != GONE) {
                long most = oldDonations[2 * i];
                long least = oldDonations[2 * i + 1];
                add(most, least, oldWords[i], slot(most, least));
            }
        }
    }
}
