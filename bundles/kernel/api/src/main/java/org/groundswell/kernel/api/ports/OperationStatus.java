package org.groundswell.kernel.api.ports;

/**
 * How the calls of one consumer to one operation of a port went, since the port's present provider came.
 *
 * @param operation interface and method, for example {@code Ledger.pledge}; methods of one name are one operation
 * @param consumer id of the bundle that called
 * @param calls calls that were answered, in whatever way
 * @param failures those of them in which the provider broke; see {@link PortStatus#failures}
 * @param mistakes those of them in which the provider said that the consumer's arguments are wrong, and the consumer
 *        came later than the provider: an {@code IllegalArgumentException}, an {@code IndexOutOfBoundsException}, an
 *        {@code ArithmeticException}, a {@code DateTimeException}, or a {@code NullPointerException} where an argument was
 *        null. They are no failures
 */
public record OperationStatus(String operation, long consumer, long calls, long failures, long mistakes) {
}
