package org.groundswell.donations.service.waiting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.groundswell.donations.api.waiting.WaitingDonors;
import org.groundswell.kernel.api.loops.LoopStatus.Need;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.api.ports.Port;
import org.groundswell.kernel.api.records.SharedRecords;
import org.groundswell.shared.loops.Loop;
import org.groundswell.shared.visitors.VisitorLog;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.LoggerFactory;

/**
 * Lets donors through to the gateway as fast as the gateway can take them, in the order in which they pledged. A
 * donation's own id is the donor's number (its first bits are the time, RFC 9562 section 5.7), so the order needs no
 * memory: donors who wait look again and again, and after a restart they stand where they stood. Who stops looking has
 * left and keeps nobody waiting. However many wait, a look and a tick take a few steps. Of several nodes each lets its share
 * of the donors on. Thread-safe.
 */
@Port(port = "donations.waiting")
@Component(service = {WaitingRoom.class, WaitingDonors.class},
        configurationPid = "org.groundswell.donations.service.waiting")
@Designate(ocd = WaitingRoom.Config.class)
public final class WaitingRoom implements WaitingDonors {
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration SHORTEST_LOOK = Duration.ofSeconds(3);
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(15);
    /** Who is late stands where the donation's id says as soon as they look again. */
    private static final Duration PATIENCE = LONGEST_LOOK.plusSeconds(5);

    private final int perSecond;
    private final int places;
    private final Path mark;
    private final Clock clock;
    private final LivingNodes nodes;
    private final Loop loop = Loop.of("waiting-room", Need.GIFTS, Duration.ofSeconds(10));
    private final VisitorLog log = new VisitorLog(LoggerFactory.getLogger(WaitingRoom.class));
    private final RankedSet<UUID> waiting = new RankedSet<>();
    /** Until when those who wait are thought to be there; who has looked longest ago comes first. */
    private final Map<UUID, Instant> there = new LinkedHashMap<>();
    /** Whose turn has come, and until when it lasts; the earliest first. */
    private final Map<UUID, Instant> called = new LinkedHashMap<>();
    private final Instant open;
    private double permits;
    private Instant ticked;
    private boolean marked;

    /** Settings of the waiting room. */
    @ObjectClassDefinition(name = "Groundswell donations: waiting room")
    public @interface Config {
        @AttributeDefinition(description = "How many donors a second go on to the payment, at all nodes together; more wait for"
                + " their turn. 0: nobody waits", min = "0", max = "100000")
        int perSecond() default 0;

        @AttributeDefinition(description = "How many may wait; more are asked to come back later", min = "1",
                max = "1000000")
        int places() default 100_000;
    }

    @Activate
    public WaitingRoom(BundleContext context, Config config) {
        this(config.perSecond(), config.places(), NodeFolder.of(context).resolve("data/waiting"), Clock.systemUTC(),
                new LivingNodes(System::nanoTime));
        if (perSecond > 0) {
            loop.every(TICK, this::tick);
        }
    }

    /** @param mark a file that is there while somebody waits */
    public WaitingRoom(int perSecond, int places, Path mark, Clock clock) {
        this(perSecond, places, mark, clock, new LivingNodes(System::nanoTime));
    }

    WaitingRoom(int perSecond, int places, Path mark, Clock clock, LivingNodes nodes) {
        this.nodes = nodes;
        this.perSecond = perSecond;
        this.places = places;
        this.mark = mark;
        this.clock = clock;
        this.permits = perSecond;
        this.ticked = clock.instant();
        this.marked = Files.exists(mark);
        // Those who waited when the node stopped come back within their patience, and not in their order.
        this.open = marked ? ticked.plus(PATIENCE) : ticked;
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindRecords(SharedRecords records) {
        if (perSecond > 0) {
            nodes.use(records);
        }
    }

    void unbindRecords(SharedRecords records) {
        nodes.leave(records);
    }

    @Deactivate
    void stop() {
        loop.close();
        nodes.close();
    }

    /** Whether a donor goes on. */
    public sealed interface Turn {
        /** To the gateway, once. */
        record Come() implements Turn {
        }

        /**
         * Not yet.
         *
         * @param place     1 for whoever is next
         * @param expected  until the turn comes, if nobody leaves
         * @param lookAgain when to ask next; who does not ask for long has left
         */
        record Wait(int place, Duration expected, Duration lookAgain) implements Turn {
        }
    }

    /** Whether a new donor would find no place. */
    @Override
    public synchronized boolean isFull() {
        return there.size() >= places;
    }

    @Override
    public synchronized int length() {
        return there.size();
    }

    /** To be asked as soon as somebody has pledged, and again until the turn comes. */
    public Turn turn(UUID donation) {
        return perSecond == 0 ? new Turn.Come() : ordered(donation);
    }

    private synchronized Turn ordered(UUID donation) {
        Instant now = clock.instant();
        if (called.remove(donation) != null) {
            return new Turn.Come();
        }
        if (there.isEmpty() && permits >= 1 && !now.isBefore(open)) {
            permits--;
            return new Turn.Come();
        }
        if (there.remove(donation) == null) {
            waiting.add(donation);
        }
        there.put(donation, now.plus(PATIENCE));
        int place = waiting.before(donation) + 1;
        Duration expected = Duration.ofSeconds(1 + (long) (place / share()));
        expected = now.isBefore(open) ? expected.plus(Duration.between(now, open)) : expected;
        return new Turn.Wait(place, expected, lookAgain(expected));
    }

    /** Calls those whose turn has come. */
    synchronized void tick() {
        Instant now = clock.instant();
        double seconds = Math.max(0, Duration.between(ticked, now).toNanos() / 1e9);
        double share = share();
        permits = Math.min(Math.max(1, share), permits + seconds * share);
        if (now.isBefore(ticked)) {
            // The clock was put back: what was to end soon would end late.
            there.replaceAll((_, _) -> now.plus(PATIENCE));
            called.replaceAll((_, _) -> now.plus(PATIENCE));
        }
        ticked = now;
        forget(called, now, _ -> { });
        forget(there, now, waiting::remove);
        while (permits >= 1 && !there.isEmpty() && !now.isBefore(open)) {
            UUID next = waiting.first();
            waiting.remove(next);
            there.remove(next);
            called.put(next, now.plus(PATIENCE));
            permits--;
        }
        mark(!there.isEmpty());
    }

    /** How many a second this node lets on. */
    private double share() {
        return (double) perSecond / nodes.count();
    }

    /** Everybody has the same patience, so whoever has lost it stands at the beginning. */
    private static void forget(Map<UUID, Instant> until, Instant now, Consumer<UUID> gone) {
        var entries = until.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<UUID, Instant> eldest = entries.next();
            if (!eldest.getValue().isBefore(now)) {
                return;
            }
            entries.remove();
            gone.accept(eldest.getKey());
        }
    }

    private void mark(boolean wanted) {
        if (wanted == marked || !wanted && clock.instant().isBefore(open)) {
            return;
        }
        try {
            if (wanted) {
                Files.writeString(mark, "");
                log.info("Donors wait for their turn: more than {} a second came", perSecond);
            } else {
                Files.deleteIfExists(mark);
                log.info("Nobody waits any more");
            }
            marked = wanted;
        } catch (IOException e) {
            log.warn("Cannot note whether donors wait: {}", e.toString());
        }
    }

    /** More often towards the end: then a donor should not find the door closed again. */
    private static Duration lookAgain(Duration expected) {
        Duration third = expected.dividedBy(3);
        return third.compareTo(SHORTEST_LOOK) < 0 ? SHORTEST_LOOK
                : third.compareTo(LONGEST_LOOK) > 0 ? LONGEST_LOOK : third;
    }
}
