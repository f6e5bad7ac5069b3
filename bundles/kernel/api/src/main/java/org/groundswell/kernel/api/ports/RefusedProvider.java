package org.groundswell.kernel.api.ports;

/**
 * A service that is marked as a port's provider and does not get its calls, because of what it is.
 *
 * @param port the port's name
 * @param bundle id of the service's bundle
 * @param reason why, and what to do, for people
 */
public record RefusedProvider(String port, long bundle, String reason) {
}
