package org.groundswell.kernel.api.ports;

import java.util.List;

/**
 * How one port stands.
 *
 * @param name the port's name
 * @param interfaces full names of the interfaces it is registered under
 * @param provider id of the bundle whose provider gets the calls, or {@link #NOBODY}
 * @param lastProvider id of the bundle that provides the port or provided it last
 * @param calls calls that this provider has answered, in whatever way
 * @param failures those of them in which the provider broke: it threw something that is no part of its interface (an
 *        exception of the JDK or of its own bundle, or a checked one that the method does not declare), or it is a
 *        servlet that threw, whatever it was, or answered with a 5xx other than 503. What another port broke on the
 *        way counts there only, and what a visitor broke who went away counts nowhere
 * @param waited calls that found the port without a provider and waited, since the port exists
 * @param closedMillis for how long the port had no provider: the present time without one, or else the last one
 * @param operations the same calls by operation and consumer, in no particular order; empty where that is not known
 */
public record PortStatus(String name, List<String> interfaces, long provider, long lastProvider, long calls,
        long failures, long waited, long closedMillis, List<OperationStatus> operations) {
    /** What {@link #provider} says while nobody provides the port; no bundle has this id. */
    public static final long NOBODY = -1;

    public PortStatus {
        interfaces = List.copyOf(interfaces);
        operations = List.copyOf(operations);
    }

    /** Where the operations are not known. */
    public PortStatus(String name, List<String> interfaces, long provider, long lastProvider, long calls,
            long failures, long waited, long closedMillis) {
        this(name, interfaces, provider, lastProvider, calls, failures, waited, closedMillis, List.of());
    }

    /** Whether somebody provides it right now. */
    public boolean isProvided() {
        return provider != NOBODY;
    }
}
