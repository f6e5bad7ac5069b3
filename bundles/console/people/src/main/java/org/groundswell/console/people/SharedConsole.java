package org.groundswell.console.people;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.groundswell.kernel.api.keys.SharedKeys;
import org.groundswell.kernel.api.records.SharedRecords;
import org.groundswell.shared.loops.Loop;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the consoles of several nodes have their people, sessions and tokens in common, and how far that is: once there
 * are records for all nodes and this one has a node key. Each part hands over what it has had by itself before what is common
 * counts for it. Thread-safe: whoever writes a record reads all parts before that returns, so no part writes while it holds
 * what another part needs to read.
 */
@Component(service = SharedConsole.class)
public final class SharedConsole {
    private static final Logger LOG = LoggerFactory.getLogger(SharedConsole.class);
    private static final String KEY_NAME = "console";
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final long AFTER_FAILURE_NANOS = PAUSE.toNanos();

    private final Loop loop = Loop.of("shared-console");
    private final SealedJournal journal = new SealedJournal(this::read);
    private final List<Member> members = new CopyOnWriteArrayList<>();
    private final Object looking = new Object();
    private SharedRecords records;
    private SharedKeys keys;
    private boolean begun;
    /** Whether the keys still have to be asked for. */
    private volatile boolean asks;
    private volatile String problem = "it was not asked for yet";
    private long lookedAt = System.nanoTime();
    private long failedAt = System.nanoTime() - AFTER_FAILURE_NANOS;

    /** What is common. */
    interface Part {
        /** Writes what this node has had by itself, as far as it is of use for all; done again where it fails. */
        void handOver(SealedJournal journal) throws IOException;

        /** Some records may have changed; waits for nobody who writes. */
        void read(SealedJournal journal);

        /** What was left to be written, once a second. */
        default void write(SealedJournal journal) throws IOException {
        }
    }

    /** What may fail. */
    private interface Step {
        void run() throws IOException;
    }

    /** A part that takes part. */
    final class Member {
        private final Part part;
        private volatile boolean known;

        private Member(Part part) {
            this.part = part;
        }

        /** Whether what is common counts, and not this node's own. */
        boolean isShared() {
            return asks || journal.isShared();
        }

        /** Whether it was read and has what this node had by itself; it stays known while the database is away. */
        boolean isKnown() {
            return known;
        }

        /** @throws UnreachableException where it is not known yet */
        SealedJournal journal() throws UnreachableException {
            if (!known) {
                throw new UnreachableException("What all nodes have in common is not known yet: " + problem, null);
            }
            return journal;
        }

        /**
         * Reads what is new at other nodes; of many who ask at once, one reads.
         *
         * @return whether it was read
         */
        boolean look() {
            return known && SharedConsole.this.look();
        }

        void leave() {
            members.remove(this);
        }
    }

    /** Whether all of it is known, so that nothing of it is this node's own any more. */
    boolean isKnown() {
        return journal.isKnown() && members.stream().allMatch(Member::isKnown);
    }

    Member join(Part part) {
        var member = new Member(part);
        members.add(member);
        return member;
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    synchronized void bindRecords(SharedRecords service) {
        records = service;
        begin();
    }

    synchronized void unbindRecords(SharedRecords service) {
        records = records == service ? null : records;
        journal.leave(service);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    synchronized void bindKeys(SharedKeys service) {
        keys = service;
        begin();
    }

    synchronized void unbindKeys(SharedKeys service) {
        keys = keys == service ? null : keys;
    }

    @Deactivate
    void close() {
        loop.close();
        journal.close();
    }

    private void begin() {
        asks = records != null && keys != null;
        if (asks && !begun) {
            begun = true;
            loop.every(PAUSE, Duration.ZERO, this::round);
        }
    }

    private void round() {
        var failures = new TreeSet<String>();
        if (asks) {
            attempt(this::ask, failures);
        }
        if (journal.isKnown()) {
            // What cannot be read of one part keeps no other from it.
            members.forEach(each -> attempt(() -> {
                welcome(each);
                each.part.write(journal);
            }, failures));
        }
        say(String.join("; ", failures));
    }

    private static void attempt(Step step, Set<String> failures) {
        try {
            step.run();
        } catch (IOException | RuntimeException e) {
            LOG.debug("What the consoles of all nodes have in common", e);
            failures.add(String.valueOf(e.getMessage()));
        }
    }

    private void say(String failure) {
        if (!failure.isEmpty() && !failure.equals(problem) && !loop.isClosed()) {
            LOG.warn("What the consoles of all nodes have in common cannot be read or written: {}", failure);
        } else if (failure.isEmpty() && !problem.isEmpty() && isKnown()) {
            LOG.info("The console's people, sessions and tokens are those of all nodes");
        }
        problem = failure.isEmpty() && !isKnown() ? problem : failure;
    }

    private void ask() throws IOException {
        SharedRecords from;
        SharedKeys sealing;
        synchronized (this) {
            from = records;
            sealing = keys;
        }
        if (from == null || sealing == null) {
            return;
        }
        List<byte[]> found = sealing.keys(KEY_NAME, Optional.empty());
        synchronized (this) {
            if (from != records || sealing != keys) {
                return;
            }
            if (!found.isEmpty()) {
                journal.use(from, found);
            }
            // Without a node key this node goes on with its own.
            asks = false;
        }
    }

    private void welcome(Member member) throws IOException {
        if (!member.known) {
            member.part.handOver(journal);
            member.known = true;
            member.part.read(journal);
        }
    }

    private void read() {
        if (!loop.isClosed() && members.stream().anyMatch(each -> !each.isKnown())) {
            loop.execute(this::round);
        }
        members.stream().filter(Member::isKnown).forEach(each -> each.part.read(journal));
    }

    private boolean look() {
        long came = System.nanoTime();
        synchronized (looking) {
            if (lookedAt - came > 0) {
                return true;
            }
            if (System.nanoTime() - failedAt < AFTER_FAILURE_NANOS) {
                return false;
            }
            lookedAt = System.nanoTime();
            try {
                journal.refresh();
                return true;
            } catch (IOException | RuntimeException e) {
                failedAt = System.nanoTime();
                LOG.debug("What is new at other nodes cannot be read", e);
                return false;
            }
        }
    }
}
