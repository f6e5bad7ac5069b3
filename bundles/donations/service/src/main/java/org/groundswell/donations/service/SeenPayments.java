package org.groundswell.donations.service;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/**
 * Which payments a gateway has listed: eight bytes for each, because there may be millions on a node with little
 * memory. Two ids that look the same here are as likely as nothing (one in 10 to the 7th with a million of them).
 */
final class SeenPayments {
    private long[] marks = new long[1024];
    private int size;
    private boolean sorted;

    void add(String paymentId) {
        if (size == marks.length) {
            marks = Arrays.copyOf(marks, size * 2);
        }
        marks[size++] = mark(paymentId);
        sorted = false;
    }

    boolean contains(String paymentId) {
        if (!sorted) {
            Arrays.sort(marks, 0, size);
            sorted = true;
        }
        return Arrays.binarySearch(marks, 0, size, mark(paymentId)) >= 0;
    }

    int size() {
        return size;
    }

    private static long mark(String paymentId) {
        return UUID.nameUUIDFromBytes(paymentId.getBytes(StandardCharsets.UTF_8)).getLeastSignificantBits();
    }
}
