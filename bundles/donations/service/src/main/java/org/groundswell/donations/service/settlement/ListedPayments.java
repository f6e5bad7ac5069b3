package org.groundswell.donations.service.settlement;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import java.util.UUID;

/**
 * Which payments a gateway has listed, however many: eight bytes for each, in memory as long as there are few, else
 * sorted on the disk, where a 512th of them shows the way. Two ids that look the same here are as likely as nothing
 * (one in 10 to the 5th with ten million of them). First everything is added, then it is asked. Not thread-safe.
 */
final class ListedPayments implements AutoCloseable {
    private static final int BLOCK = 512;
    private static final int RUN = 128 * BLOCK;

    private final Path folder;
    private final List<Run> runs = new ArrayList<>();
    private long[] marks = new long[BLOCK];
    private int held;
    private long size;
    /** Null while everything is in memory. */
    private FileChannel unsorted;
    /** Null until the first question, and where everything is in memory. */
    private FileChannel sorted;
    private boolean complete;
    private long[] firsts;
    private final long[] block = new long[BLOCK];
    private int blockInMemory = -1;

    /** @param folder where files may be made; it is there */
    ListedPayments(Path folder) {
        this.folder = folder;
    }

    void add(String paymentId) throws IOException {
        if (complete) {
            throw new IllegalStateException("the list is complete");
        }
        if (held == RUN) {
            spill();
        }
        if (held == marks.length) {
            marks = Arrays.copyOf(marks, Math.min(RUN, marks.length * 2));
        }
        marks[held++] = mark(paymentId);
        size++;
    }

    boolean contains(String paymentId) throws IOException {
        complete();
        long mark = mark(paymentId);
        if (sorted == null) {
            return Arrays.binarySearch(marks, 0, held, mark) >= 0;
        }
        int at = Arrays.binarySearch(firsts, mark);
        if (at >= 0) {
            return true;
        }
        int number = -at - 2;
        return number >= 0 && Arrays.binarySearch(block, 0, read(number), mark) >= 0;
    }

    /** How many were added. */
    long size() {
        return size;
    }

    /** How many numbers are kept in memory; it does not grow with what was added, but for a 512th. */
    int held() {
        return marks.length + block.length + (firsts == null ? 0 : firsts.length);
    }

    @Override
    public void close() throws IOException {
        complete = true;
        try {
            if (unsorted != null) {
                unsorted.close();
            }
        } finally {
            if (sorted != null) {
                sorted.close();
            }
        }
    }

    private void complete() throws IOException {
        if (complete) {
            return;
        }
        complete = true;
        if (unsorted == null) {
            Arrays.sort(marks, 0, held);
            return;
        }
        spill();
        marks = new long[0];
        sorted = file();
        merge();
        unsorted.close();
    }

    /** What is in memory becomes one sorted run on the disk. */
    private void spill() throws IOException {
        if (unsorted == null) {
            unsorted = file();
        }
        Arrays.sort(marks, 0, held);
        runs.add(new Run(unsorted, unsorted.size(), held));
        append(unsorted, marks, held);
        held = 0;
    }

    private void merge() throws IOException {
        var next = new PriorityQueue<Run>((one, other) -> Long.compare(one.first(), other.first()));
        for (Run run : runs) {
            run.advance();
            next.add(run);
        }
        firsts = new long[(int) ((size + BLOCK - 1) / BLOCK)];
        int blocks = 0;
        int filled = 0;
        while (!next.isEmpty()) {
            Run run = next.poll();
            block[filled++] = run.first();
            if (run.advance()) {
                next.add(run);
            }
            if (filled == BLOCK || next.isEmpty()) {
                firsts[blocks++] = block[0];
                append(sorted, block, filled);
                filled = 0;
            }
        }
    }

    /** The file has no name any more: whatever happens to the node, nothing of it is left. */
    private FileChannel file() throws IOException {
        Path file = Files.createTempFile(folder, "listed", ".sorting");
        try {
            return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } finally {
            Files.delete(file);
        }
    }

    private int read(int number) throws IOException {
        long from = (long) number * BLOCK;
        int length = (int) Math.min(BLOCK, size - from);
        if (number != blockInMemory) {
            blockInMemory = -1;
            fill(sorted, from * Long.BYTES, block, length);
            blockInMemory = number;
        }
        return length;
    }

    private static void append(FileChannel file, long[] numbers, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(BLOCK * Long.BYTES);
        for (int from = 0; from < length; from += BLOCK) {
            int many = Math.min(BLOCK, length - from);
            bytes.clear().asLongBuffer().put(numbers, from, many);
            bytes.limit(many * Long.BYTES);
            for (long at = file.size(); bytes.hasRemaining();) {
                at += file.write(bytes, at);
            }
        }
    }

    private static void fill(FileChannel file, long from, long[] numbers, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length * Long.BYTES);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, from + bytes.position()) < 0) {
                throw new IOException("what was sorted is not there any more");
            }
        }
        LongBuffer read = bytes.flip().asLongBuffer();
        read.get(numbers, 0, length);
    }

    private static long mark(String paymentId) {
        return UUID.nameUUIDFromBytes(paymentId.getBytes(StandardCharsets.UTF_8)).getLeastSignificantBits();
    }

    /** Numbers that are sorted among themselves, read a block at a time. */
    private static final class Run {
        private final FileChannel file;
        private final long begin;
        private final int length;
        private final long[] numbers = new long[BLOCK];
        private int taken;

        Run(FileChannel file, long begin, int length) {
            this.file = file;
            this.begin = begin;
            this.length = length;
        }

        long first() {
            return numbers[(taken - 1) % BLOCK];
        }

        /** Whether there is another. */
        boolean advance() throws IOException {
            if (taken == length) {
                return false;
            }
            if (taken % BLOCK == 0) {
                fill(file, begin + (long) taken * Long.BYTES, numbers, Math.min(BLOCK, length - taken));
            }
            taken++;
            return true;
        }
    }
}
