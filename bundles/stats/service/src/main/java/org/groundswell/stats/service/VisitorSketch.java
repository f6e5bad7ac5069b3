package org.groundswell.stats.service;

/**
 * Estimates how many different visitors came, in 4 kB and without keeping any of them: HyperLogLog (Flajolet et al.,
 * 2007) with 4096 registers, standard error 1.6 %. Thread-safe enough: two threads that write the same register in
 * the same nanosecond may lose one of the two values, which changes the estimate by less than its error.
 */
final class VisitorSketch {
    private static final int BITS = 12;
    private static final int REGISTERS = 1 << BITS;
    private static final double ALPHA = 0.7213 / (1 + 1.079 / REGISTERS);

    private final byte[] registers = new byte[REGISTERS];

    /** @param hash 64 well mixed bits */
    void add(long hash) {
        int register = (int) (hash >>> (Long.SIZE - BITS));
        byte rank = (byte) (Long.numberOfLeadingZeros(hash << BITS | 1L << (BITS - 1)) + 1);
        if (registers[register] < rank) {
            registers[register] = rank;
        }
    }

    void addAll(VisitorSketch other) {
        for (int i = 0; i < REGISTERS; i++) {
            registers[i] = (byte) Math.max(registers[i], other.registers[i]);
        }
    }

    long estimate() {
        double sum = 0;
        int empty = 0;
        for (byte rank : registers) {
            sum += 1.0 / (1L << rank);
            empty += rank == 0 ? 1 : 0;
        }
        double raw = ALPHA * REGISTERS * REGISTERS / sum;
        // For few visitors counting the empty registers is the better estimate.
        boolean few = raw <= 2.5 * REGISTERS && empty > 0;
        return Math.round(few ? REGISTERS * Math.log((double) REGISTERS / empty) : raw);
    }
}
