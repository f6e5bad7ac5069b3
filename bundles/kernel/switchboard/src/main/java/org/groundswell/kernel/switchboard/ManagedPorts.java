package org.groundswell.kernel.switchboard;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.osgi.framework.ServiceReference;

/** All ports, and which provider belongs to which. Its monitor comes before that of a port; nothing is told under either. */
final class ManagedPorts {
    private final Function<String, ManagedPort> maker;
    private final List<ManagedPort> ports = new ArrayList<>();
    private final Map<ServiceReference<?>, ManagedPort> provided = new HashMap<>();

    /** @param maker makes the port of this name */
    ManagedPorts(Function<String, ManagedPort> maker) {
        this.maker = maker;
    }

    /** @return ports that want to be published */
    synchronized List<ManagedPort> arrive(Offer offer) {
        if (provided.containsKey(offer.reference())) {
            // Found in the registry and told by it at the same time.
            return List.of();
        }
        ManagedPort port = ports.stream()
                .filter(each -> each.name().equals(offer.port()) && each.fits(offer)).findFirst()
                .orElseGet(() -> added(maker.apply(offer.port())));
        provided.put(offer.reference(), port);
        port.take(offer);
        ports.stream().filter(each -> each != port).forEach(each -> each.giveWay(port, offer.bundle()));
        return all();
    }

    /** @return the port that it provided, or null */
    synchronized ManagedPort leave(ServiceReference<?> reference) {
        return provided.remove(reference);
    }

    synchronized ManagedPort of(ServiceReference<?> reference) {
        return provided.get(reference);
    }

    synchronized List<ManagedPort> all() {
        return List.copyOf(ports);
    }

    /** Ports that nobody sees or provides any more would keep the classes of an api that is gone. */
    synchronized void forgetEnded() {
        ports.removeIf(port -> port.isWithdrawn() && port.isEmpty());
    }

    private ManagedPort added(ManagedPort port) {
        ports.add(port);
        return port;
    }
}
