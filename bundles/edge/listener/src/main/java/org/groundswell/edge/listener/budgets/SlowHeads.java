package org.groundswell.edge.listener.budgets;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Connector;
import org.groundswell.shared.loops.Loop;

/**
 * Closes connections on which a request has been coming for too long, a byte now and then. Only while many are open:
 * then each of them stands in somebody's place. (A connection that says nothing at all is closed as idle; HTTP/2 watches
 * its own.)
 */
public final class SlowHeads implements AutoCloseable {
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final List<Connector> connectors;
    private final int many;
    private final Duration longest;
    private final Loop loop = Loop.of("slow-heads");
    private Map<EndPoint, Seen> before = Map.of();

    /** @param many connections; while there are fewer, nobody is sent away */
    public SlowHeads(Connector[] connectors, int many) {
        this(connectors, many, LOOK, LONGEST);
    }

    SlowHeads(Connector[] connectors, int many, Duration look, Duration longest) {
        this.connectors = List.of(connectors);
        this.many = many;
        this.longest = longest;
        loop.every(look, this::look);
    }

    /**
     * @param requests how many have come whole
     * @param bytes    how many were there when the last of them was whole, or a look later
     * @param nanos    when that was
     */
    private record Seen(long requests, long bytes, long nanos) {
    }

    @Override
    public void close() {
        loop.close();
    }

    private void look() {
        var now = new HashMap<EndPoint, Seen>();
        if (connectors.stream().mapToInt(each -> each.getConnectedEndPoints().size()).sum() >= many) {
            connectors.forEach(connector -> connector.getConnectedEndPoints().forEach(each -> look(each, now)));
        }
        before = now;
    }

    private void look(EndPoint endPoint, Map<EndPoint, Seen> now) {
        Connection connection = endPoint.getConnection() instanceof SslConnection tls
                ? tls.getSslEndPoint().getConnection() : endPoint.getConnection();
        if (connection == null || connection instanceof HTTP2Connection) {
            return;
        }
        Seen seen = before.get(endPoint);
        if (seen == null || seen.requests != connection.getMessagesIn()) {
            now.put(endPoint, new Seen(connection.getMessagesIn(), connection.getBytesIn(), System.nanoTime()));
            return;
        }
        boolean coming = connection.getMessagesIn() == 0 ? connection.getBytesIn() > 0
                : connection.getBytesIn() > seen.bytes;
        if (coming && System.nanoTime() - seen.nanos > longest.toNanos()) {
            endPoint.close(new TimeoutException("a request has been coming for more than " + longest.toSeconds()
                    + " s"));
        } else {
            now.put(endPoint, seen);
        }
    }
}
