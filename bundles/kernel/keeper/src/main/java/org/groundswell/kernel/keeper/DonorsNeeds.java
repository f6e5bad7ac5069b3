package org.groundswell.kernel.keeper;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.groundswell.kernel.api.ports.OperationStatus;
import org.groundswell.kernel.api.ports.PortStatus;

/**
 * What donors need of the bundles that keep and take gifts. Such a bundle is not taken from all donors for an operation
 * that they can do without: receipts that break may wait, a gift does not come twice.
 */
public final class DonorsNeeds {
    private static final Map<String, Set<String>> OPERATIONS = Map.of(
            "org.groundswell.donations.api.Ledger", Set.of("pledge", "change", "donation", "byKey", "byPayment", "totals"),
            "org.groundswell.payments.api.PaymentProvider", Set.of("open", "report", "takes", "limits", "label", "mode"));
    private static final Set<String> NAMES = OPERATIONS.entrySet().stream().flatMap(each -> each.getValue().stream()
            .map(method -> simple(each.getKey()) + "." + method)).collect(Collectors.toUnmodifiableSet());

    private DonorsNeeds() {
    }

    /** Full names of the interfaces without which nobody gives. */
    static Set<String> interfaces() {
        return OPERATIONS.keySet();
    }

    /** Ids of the bundles that donors need. */
    public static Set<Long> bundles(List<PortStatus> ports) {
        return ports.stream().filter(port -> port.interfaces().stream().anyMatch(OPERATIONS::containsKey))
                .map(PortStatus::provider).collect(Collectors.toUnmodifiableSet());
    }

    /** With those calls only for which their provider has to answer: of bundles that donors need, those that donors need. */
    public static List<PortStatus> asked(List<PortStatus> ports) {
        Set<Long> needed = bundles(ports);
        return ports.stream().map(port -> needed.contains(port.provider()) ? part(port, true) : port).toList();
    }

    /** The other calls, of bundles that donors need. */
    public static List<PortStatus> spared(List<PortStatus> ports) {
        Set<Long> needed = bundles(ports);
        return ports.stream().filter(port -> needed.contains(port.provider())).map(port -> part(port, false)).toList();
    }

    private static PortStatus part(PortStatus port, boolean isNeeded) {
        // Where nothing is known of operations, any may be one that donors need.
        if (port.operations().isEmpty() && isNeeded) {
            return port;
        }
        List<OperationStatus> part = port.operations().stream().filter(each -> NAMES.contains(each.operation()) == isNeeded).toList();
        return new PortStatus(port.name(), port.interfaces(), port.provider(), port.lastProvider(),
                part.stream().mapToLong(OperationStatus::calls).sum(), part.stream().mapToLong(OperationStatus::failures).sum(),
                port.waited(), port.closedMillis(), part);
    }

    private static String simple(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
