package org.groundswell.donations.service.waiting;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.groundswell.kernel.api.records.SharedRecord;
import org.groundswell.kernel.api.records.SharedRecords;
import org.groundswell.shared.loops.Loop;
import org.groundswell.shared.records.SharedJournal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many nodes let donors on. All of them write how often they have been there into one record; whose number stands still for
 * a while is gone, and no clock is compared with another's. Thread-safe.
 */
final class LivingNodes implements AutoCloseable {
    static final Duration PAUSE = Duration.ofSeconds(3);
    /** Some rounds: of two that write at once one is left out until its next. */
    static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Logger LOG = LoggerFactory.getLogger(LivingNodes.class);
    private static final String KEY = "waiting-room";

    private final String own = UUID.randomUUID().toString();
    private final LongSupplier nanos;
    private final SharedJournal journal = new SharedJournal("nodes", SharedJournal.Legacy.NONE, () -> { });
    private final Loop loop = Loop.of("living-nodes");
    private final Map<String, Seen> others = new HashMap<>();
    private long rounds;
    private volatile int count = 1;
    private boolean begun;
    private long lastLook;
    /** How long this node has been looking: while nobody could be heard, nobody was silent. */
    private long looked;

    /** Which number of a node was read first when, in time looked. */
    private record Seen(String number, long at) {
    }

    /** @param nanos of a clock that goes on evenly */
    LivingNodes(LongSupplier nanos) {
        this.nanos = nanos;
        this.lastLook = nanos.getAsLong();
    }

    /** From now on there may be others. */
    synchronized void use(SharedRecords records) {
        join(records);
        if (!begun) {
            begun = true;
            loop.every(PAUSE, Duration.ZERO, this::round);
        }
    }

    /** The same, but for the rounds. */
    void join(SharedRecords records) {
        journal.use(records);
    }

    void leave(SharedRecords records) {
        journal.leave(records);
    }

    /** With this one; while the database is away as many as there were. */
    int count() {
        return count;
    }

    @Override
    public void close() {
        loop.close();
        journal.close();
    }

    /** Says that this node is there, and sees who else is. */
    synchronized void round() {
        try {
            journal.refresh();
            Optional<SharedRecord> record = journal.get(KEY);
            Map<String, String> numbers = record.map(each -> numbers(each.value())).orElseGet(TreeMap::new);
            numbers.remove(own);
            numbers.keySet().retainAll(living(numbers));
            numbers.put(own, Long.toString(++rounds));
            // Where another one was faster, this one is there in the next round.
            journal.exchange(KEY, record.map(SharedRecord::version).orElse(0L), text(numbers));
        } catch (IOException | RuntimeException e) {
            LOG.debug("How many nodes there are cannot be asked for", e);
        }
    }

    private Set<String> living(Map<String, String> numbers) {
        long now = looked();
        // Who is gone is remembered until the record is rid of it, or it would be new in the next round.
        others.keySet().retainAll(numbers.keySet());
        numbers.forEach((node, number) -> others.merge(node, new Seen(number, now),
                (before, next) -> before.number().equals(number) ? before : next));
        Set<String> living = others.entrySet().stream().filter(each -> now - each.getValue().at() <= PATIENCE.toNanos())
                .map(Map.Entry::getKey).collect(Collectors.toSet());
        int next = living.size() + 1;
        if (next != count) {
            LOG.info("Nodes that let donors on: {}", next);
        }
        count = next;
        return living;
    }

    /** No look counts for more than the two rounds of which it may have missed one. */
    private long looked() {
        long now = nanos.getAsLong();
        looked += Math.min(now - lastLook, PAUSE.multipliedBy(2).toNanos());
        lastLook = now;
        return looked;
    }

    /** What is no line of this release is nobody. */
    private static Map<String, String> numbers(String text) {
        return text.lines().map(each -> each.split(" ")).filter(each -> each.length == 2)
                .collect(Collectors.toMap(each -> each[0], each -> each[1], (_, last) -> last, TreeMap::new));
    }

    private static String text(Map<String, String> numbers) {
        return numbers.entrySet().stream().map(each -> each.getKey() + " " + each.getValue())
                .collect(Collectors.joining("\n"));
    }
}
