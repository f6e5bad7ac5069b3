package org.groundswell.payments.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.groundswell.shared.loops.Loop;
import org.groundswell.shared.visitors.VisitorNetwork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Before the gateway's server, which refuses whoever comes when its places are taken, and does not say by whom. Here whoever
 * comes has a place: where there is none left, one who has said nothing for a while loses theirs, then one of the network
 * that has most. Thread-safe.
 */
final class Doorway implements AutoCloseable {
    /** Browsers open connections that they may need a moment later. */
    static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(Doorway.class);

    private final ServerSocket entrance;
    private final InetSocketAddress server;
    private final int places;
    private final LongSupplier nanos;
    private final Loop door = Loop.alone("sandbox-door");
    /** Who came first is first. */
    private final Set<Visit> visits = new LinkedHashSet<>();

    /**
     * @param entrance where visitors come
     * @param server   who answers them
     */
    Doorway(ServerSocket entrance, InetSocketAddress server, int places, LongSupplier nanos) {
        this.entrance = entrance;
        this.server = server;
        this.places = places;
        this.nanos = nanos;
    }

    void open() {
        door.every(Duration.ZERO, Duration.ZERO, () -> admit(new Visit(entrance.accept())));
    }

    synchronized int taken() {
        return visits.size();
    }

    /** Those who said something. */
    synchronized long heard() {
        return visits.stream().filter(each -> each.heard).count();
    }

    @Override
    public void close() throws IOException {
        door.close();
        entrance.close();
        for (Visit each : all()) {
            each.close();
        }
    }

    private synchronized Set<Visit> all() {
        return Set.copyOf(visits);
    }

    private void admit(Visit visit) {
        Visit leaving = leavingFor(visit);
        if (leaving != null) {
            leaving.close();
        }
        Thread.ofVirtual().name("sandbox-visit").start(visit);
    }

    private synchronized Visit leavingFor(Visit visit) {
        Visit leaving = visits.size() < places ? null : leaving();
        visits.remove(leaving);
        visits.add(visit);
        return leaving;
    }

    private Visit leaving() {
        long silentSince = nanos.getAsLong() - PATIENCE.toNanos();
        Map<InetAddress, Long> shares = visits.stream().collect(Collectors.groupingBy(each -> each.network,
                Collectors.counting()));
        Visit leaving = null;
        for (Visit each : visits) {
            if (leaving == null || each.goesBefore(leaving, silentSince, shares)) {
                leaving = each;
            }
        }
        return leaving;
    }

    private synchronized void left(Visit visit) {
        visits.remove(visit);
    }

    private final class Visit implements Runnable {
        private final Socket visitor;
        private final Socket inside = new Socket();
        private final InetAddress network;
        private final long cameNanos = nanos.getAsLong();
        private volatile boolean heard;

        Visit(Socket visitor) {
            this.visitor = visitor;
            network = VisitorNetwork.of(visitor.getRemoteSocketAddress());
        }

        boolean goesBefore(Visit other, long silentSince, Map<InetAddress, Long> shares) {
            boolean silent = isSilent(silentSince);
            return silent == other.isSilent(silentSince) ? shares.get(network) > shares.get(other.network) : silent;
        }

        private boolean isSilent(long since) {
            return !heard && cameNanos - since <= 0;
        }

        @Override
        public void run() {
            try {
                int first = visitor.getInputStream().read();
                if (first < 0) {
                    close();
                    return;
                }
                heard = true;
                inside.connect(server);
                Thread.ofVirtual().name("sandbox-answers").start(this::answer);
                inside.getOutputStream().write(first);
                visitor.getInputStream().transferTo(inside.getOutputStream());
                // Who says nothing more may still wait for an answer.
                inside.shutdownOutput();
            } catch (IOException e) {
                LOG.debug("A visit ended", e);
                close();
            }
        }

        /** How long a request and its answer may take is the server's to say, which then closes what is inside. */
        private void answer() {
            try {
                inside.getInputStream().transferTo(visitor.getOutputStream());
            } catch (IOException e) {
                LOG.debug("An answer ended", e);
            } finally {
                close();
            }
        }

        void close() {
            try (visitor; inside) {
                left(this);
            } catch (IOException e) {
                LOG.debug("A visit was not closed", e);
            }
        }
    }
}
