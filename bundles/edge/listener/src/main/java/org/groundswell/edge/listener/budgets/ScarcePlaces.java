package org.groundswell.edge.listener.budgets;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Connector;
import org.groundswell.shared.loops.Loop;
import org.groundswell.shared.visitors.VisitorNetwork;

/**
 * Makes room when connections run short: those on which nothing was ever asked go after two seconds (browsers open some
 * to spare, but use or miss them by then), and if that is not enough, those of the address that has most: those at rest,
 * and where those are too few the ones on which a request or a live stream is without a pause. As long as there is room
 * nobody is sent away.
 */
public final class ScarcePlaces implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(2);
    /** A donor's request is answered long before, and a live stream begins anew. */
    private static final Duration LONG = Duration.ofSeconds(10);
    /** What a TLS session says until its handshake is finished. */
    private static final String NO_PROTOCOL_YET = "NONE";
    private static final double SCARCE = 0.8;
    private static final double TAKEN = 0.95;
    /** The part of all places that an address keeps in any case: behind it there may be many. */
    private static final double FAIR = 0.05;

    private final List<Connector> connectors;
    private final int scarce;
    private final int taken;
    private final int fair;
    private final boolean byAddress;
    private final Duration longBusy;
    /** On which something was going on at each look since then, in nanoseconds. */
    private Map<EndPoint, Long> busySince = Map.of();
    private final Loop loop = Loop.of("scarce-places");

    /**
     * @param most      how many connections there may be
     * @param byAddress whether a connection's address is its visitor's, not a proxy's
     */
    public ScarcePlaces(Connector[] connectors, int most, boolean byAddress) {
        this(connectors, most, byAddress, LONG);
    }

    ScarcePlaces(Connector[] connectors, int most, boolean byAddress, Duration longBusy) {
        this.longBusy = longBusy;
        this.connectors = List.of(connectors);
        this.scarce = (int) (most * SCARCE);
        this.taken = (int) (most * TAKEN);
        this.fair = (int) Math.ceil(most * FAIR);
        this.byAddress = byAddress;
        loop.every(LOOK, this::look);
    }

    /** What a visitor does on a connection. */
    private enum Doing { NOTHING_YET, RESTING, SOMETHING, SOMETHING_FOR_LONG }

    @Override
    public void close() {
        loop.close();
    }

    private void look() {
        List<EndPoint> open = connectors.stream().flatMap(each -> each.getConnectedEndPoints().stream()).toList();
        if (open.size() < scarce) {
            busySince = Map.of();
            return;
        }
        noteBusy(open);
        long before = System.currentTimeMillis() - LONGEST_SILENCE.toMillis();
        var rest = new ArrayList<EndPoint>();
        for (EndPoint each : open) {
            if (each.getCreatedTimeStamp() <= before && doing(each) == Doing.NOTHING_YET) {
                sendAway(each, "nothing was asked, and places are short");
            } else {
                rest.add(each);
            }
        }
        if (byAddress && rest.size() >= taken) {
            makeRoom(rest);
        }
    }

    private void noteBusy(List<EndPoint> open) {
        long now = System.nanoTime();
        Map<EndPoint, Long> before = busySince;
        busySince = open.stream().filter(each -> doing(each) == Doing.SOMETHING)
                .collect(Collectors.toMap(each -> each, each -> before.getOrDefault(each, now)));
    }

    private void makeRoom(List<EndPoint> open) {
        List<EndPoint> left = new ArrayList<>(open);
        makeRoom(left, open.size() - scarce, Doing.NOTHING_YET, Doing.RESTING);
        makeRoom(left, left.size() - taken + 1, Doing.SOMETHING_FOR_LONG);
    }

    /** Sends so many away who do that, and takes them from the list. */
    private void makeRoom(List<EndPoint> open, int number, Doing... whoGo) {
        Map<InetAddress, List<EndPoint>> byNetwork = open.stream().collect(Collectors.groupingBy(ScarcePlaces::network));
        List<List<EndPoint>> mostFirst = byNetwork.values().stream()
                .sorted(Comparator.comparingInt((List<EndPoint> each) -> each.size()).reversed()).toList();
        var leaving = new HashSet<EndPoint>();
        for (List<EndPoint> ofOne : mostFirst) {
            Map<Doing, List<EndPoint>> doing = ofOne.stream().collect(Collectors.groupingBy(this::doingForHowLong));
            Stream.of(whoGo).flatMap(what -> doing.getOrDefault(what, List.of()).stream())
                    .limit(Math.max(0, Math.min(number - leaving.size(), ofOne.size() - fair))).forEach(leaving::add);
        }
        leaving.forEach(each -> sendAway(each, "places are short, and its address has most"));
        open.removeAll(leaving);
    }

    private Doing doingForHowLong(EndPoint endPoint) {
        Doing now = doing(endPoint);
        Long since = busySince.get(endPoint);
        return now == Doing.SOMETHING && since != null && System.nanoTime() - since >= longBusy.toNanos()
                ? Doing.SOMETHING_FOR_LONG : now;
    }

    private static InetAddress network(EndPoint endPoint) {
        Connection connection = endPoint.getConnection();
        return VisitorNetwork.of((connection == null ? endPoint : connection.getEndPoint()).getRemoteSocketAddress());
    }

    private static Doing doing(EndPoint endPoint) {
        return switch (endPoint.getConnection()) {
            // A handshake that has begun is watched by others, and may take longer.
            case SslConnection tls when NO_PROTOCOL_YET.equals(tls.getSSLEngine().getSession().getProtocol()) ->
                    tls.getBytesIn() == 0 ? Doing.NOTHING_YET : Doing.SOMETHING;
            case SslConnection tls -> doing(tls.getSslEndPoint().getConnection());
            case Connection plain -> doing(plain);
            case null -> Doing.SOMETHING;
        };
    }

    private static Doing doing(Connection connection) {
        return switch (connection) {
            case HTTP2Connection http2 when http2.getMessagesIn() == 0 -> Doing.NOTHING_YET;
            case HTTP2Connection http2 -> http2.getSession().getStreamCount() == 0 ? Doing.RESTING : Doing.SOMETHING;
            case AbstractConnection one when !one.isFillInterested() -> Doing.SOMETHING;
            case AbstractConnection one when one.getMessagesIn() > 0 -> Doing.RESTING;
            case AbstractConnection one -> one.getBytesIn() == 0 ? Doing.NOTHING_YET : Doing.SOMETHING;
            default -> Doing.SOMETHING;
        };
    }

    private static void sendAway(EndPoint endPoint, String why) {
        endPoint.close(new TimeoutException(why));
    }
}
