package org.groundswell.edge.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps this node's addresses under the name while it is fit, and takes out those of nodes that died. Not thread-safe. */
final class AddressKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(AddressKeeper.class);

    private final DnsZone zone;
    private final List<InetAddress> own;
    private final Neighbours neighbours;
    private final String process = UUID.randomUUID().toString();
    private long beats;

    /** What the name looks like after a round, for the node's health. */
    enum Standing {
        /** Visitors are sent here. */
        ANNOUNCED,
        /** Visitors are sent to others. */
        WITHDRAWN,
        /** It is not fit, but no other node is there to take its place. */
        ALONE
    }

    AddressKeeper(DnsZone zone, List<InetAddress> own, Neighbours neighbours) {
        this.zone = zone;
        this.own = List.copyOf(own);
        this.neighbours = neighbours;
    }

    /** @throws IOException if the server cannot be reached or refuses; what was done before stands */
    Standing round(boolean isFit) throws IOException {
        if (!isFit) {
            return withdraw();
        }
        beats++;
        for (InetAddress each : own) {
            zone.announce(Beat.of(each, process, beats));
        }
        for (Beat each : neighbours.silent(others())) {
            if (zone.withdraw(each, own.getFirst())) {
                LOG.warn("The node at {} is not heard of any more: its address was taken out", each.address().getHostAddress());
            }
        }
        return Standing.ANNOUNCED;
    }

    /** For a node that is not fit, or about to end. */
    Standing withdraw() throws IOException {
        List<Beat> others = others();
        List<Beat> alive = new ArrayList<>(others);
        alive.removeAll(neighbours.silent(others));
        Standing standing = Standing.WITHDRAWN;
        for (InetAddress each : own) {
            Optional<Beat> written = zone.beat(each);
            if (written.isPresent() && (alive.isEmpty() || !zone.withdraw(written.get(), alive.getFirst().address()))) {
                standing = Standing.ALONE;
            }
        }
        return standing;
    }

    private List<Beat> others() throws IOException {
        var others = new ArrayList<Beat>();
        for (InetAddress each : zone.addresses()) {
            if (!own.contains(each)) {
                zone.beat(each).ifPresent(others::add);
            }
        }
        return others;
    }
}
