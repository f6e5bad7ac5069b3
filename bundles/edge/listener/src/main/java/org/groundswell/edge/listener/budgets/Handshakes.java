package org.groundswell.edge.listener.budgets;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;
import org.groundswell.shared.loops.Loop;
import org.groundswell.shared.visitors.VisitorNetwork;

/**
 * Keeps unfinished TLS handshakes few and short: each holds many times what an open connection does, and costs whoever
 * begins it nothing. When there are too many, the oldest of the address that has most goes: who has just come is served
 * also while somebody takes all places again and again. Whose turn has not come is neither the oldest nor late: after a moment
 * without network, or where a node took another one's place, all come at once, and whoever is closed comes once more.
 * Thread-safe.
 */
public final class Handshakes implements SslHandshakeListener, Connection.Listener, AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(500);

    private final int all;
    private final int each;
    private final Duration longest;
    /** In the order in which they came; an engine is equal to itself only. */
    private final Map<SSLEngine, Unfinished> unfinished = new LinkedHashMap<>();
    private final Map<InetAddress, Integer> byNetwork = new HashMap<>();
    private final Loop loop = Loop.of("handshakes");

    /**
     * @param all     how many may be unfinished
     * @param each    how many of one address
     * @param longest how long one may take
     */
    Handshakes(int all, int each, Duration longest) {
        this.all = all;
        this.each = each;
        this.longest = longest;
        loop.every(LOOK, this::look);
    }

    /** @param sinceNanos when it began, or was last seen to wait for its turn */
    private record Unfinished(SslConnection connection, InetAddress network, long sinceNanos) {
        boolean awaitsTurn() {
            return connection instanceof AwaitsTurn turn && turn.awaitsTurn();
        }

        EndPoint endPoint() {
            return connection.getEndPoint();
        }

        Unfinished since(long nanos) {
            return new Unfinished(connection, network, nanos);
        }
    }

    @Override
    public void onOpened(Connection connection) {
        if (connection instanceof SslConnection tls) {
            EndPoint surplus = begin(tls.getSSLEngine(), new Unfinished(tls,
                    VisitorNetwork.of(tls.getEndPoint().getRemoteSocketAddress()), System.nanoTime()));
            if (surplus != null) {
                surplus.close();
            }
        }
    }

    @Override
    public void handshakeSucceeded(Event event) {
        end(event.getSSLEngine());
    }

    @Override
    public void onClosed(Connection connection) {
        if (connection instanceof SslConnection tls) {
            end(tls.getSSLEngine());
        }
    }

    @Override
    public void close() {
        loop.close();
    }

    /** How many are unfinished. */
    synchronized int count() {
        return unfinished.size();
    }

    /** Whose place is taken, or null where there was one left. */
    private synchronized EndPoint begin(SSLEngine engine, Unfinished comer) {
        if (byNetwork.getOrDefault(comer.network, 0) >= each) {
            return comer.endPoint();
        }
        EndPoint surplus = null;
        if (unfinished.size() >= all) {
            Unfinished leaving = leavingFor(comer);
            if (leaving == comer) {
                return comer.endPoint();
            }
            surplus = end(leaving.connection.getSSLEngine()).endPoint();
        }
        unfinished.put(engine, comer);
        byNetwork.merge(comer.network, 1, Integer::sum);
        return surplus;
    }

    /** The oldest that is waited for, of the address that has most; where all of those wait themselves, who came last. */
    private Unfinished leavingFor(Unfinished comer) {
        InetAddress most = byNetwork.entrySet().stream().max(Comparator.comparing(Map.Entry::getValue)).orElseThrow()
                .getKey();
        List<Unfinished> ofMost = unfinished.values().stream().filter(one -> one.network.equals(most)).toList();
        return ofMost.stream().filter(one -> !one.awaitsTurn()).findFirst()
                .orElseGet(() -> byNetwork.get(most) == 1 ? comer : ofMost.getLast());
    }

    private synchronized Unfinished end(SSLEngine engine) {
        Unfinished ended = unfinished.remove(engine);
        if (ended != null) {
            byNetwork.computeIfPresent(ended.network, (_, number) -> number > 1 ? number - 1 : null);
        }
        return ended;
    }

    private void look() {
        overdue().forEach(one -> one.endPoint().close(new TimeoutException("the TLS handshake took more than "
                + longest.toSeconds() + " s")));
    }

    private synchronized List<Unfinished> overdue() {
        long now = System.nanoTime();
        var overdue = new ArrayList<Unfinished>();
        unfinished.replaceAll((_, one) -> one.awaitsTurn() ? one.since(now) : one);
        for (Unfinished one : unfinished.values()) {
            if (now - one.sinceNanos > longest.toNanos()) {
                overdue.add(one);
            }
        }
        return overdue;
    }
}
