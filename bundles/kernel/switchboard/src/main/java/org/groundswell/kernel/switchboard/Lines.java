package org.groundswell.kernel.switchboard;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.osgi.framework.ServiceReference;

/** Which provider belongs to which line. Its monitor comes before that of a line; nothing is told under either. */
final class Lines {
    private final Function<String, Line> maker;
    private final List<Line> lines = new ArrayList<>();
    private final Map<ServiceReference<?>, Line> provided = new HashMap<>();

    /** @param maker makes the line of a port's name */
    Lines(Function<String, Line> maker) {
        this.maker = maker;
    }

    /** @return lines that want to be published */
    synchronized List<Line> arrive(Offer offer) {
        if (provided.containsKey(offer.reference())) {
            // Found in the registry and told by it at the same time.
            return List.of();
        }
        Line line = lines.stream().filter(each -> each.name().equals(offer.port()) && each.fits(offer)).findFirst()
                .orElseGet(() -> added(maker.apply(offer.port())));
        provided.put(offer.reference(), line);
        line.take(offer);
        lines.stream().filter(each -> each != line).forEach(each -> each.giveWay(line, offer.bundle()));
        return all();
    }

    /** @return the line that it provided, or null */
    synchronized Line leave(ServiceReference<?> reference) {
        return provided.remove(reference);
    }

    synchronized Line of(ServiceReference<?> reference) {
        return provided.get(reference);
    }

    synchronized List<Line> all() {
        return List.copyOf(lines);
    }

    /** Lines that nobody sees or provides any more would keep the classes of an api that is gone. */
    synchronized void forgetEnded() {
        lines.removeIf(line -> line.isWithdrawn() && line.isEmpty());
    }

    private Line added(Line line) {
        lines.add(line);
        return line;
    }
}
