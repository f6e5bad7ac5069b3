package org.groundswell.edge.listener.budgets;

import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * What visitors may hold of the node at the same time, so that nobody's half-sent requests take what donations need. An
 * address is an IPv4 address or the /64 network of an IPv6 address.
 */
@Component(service = Budgets.class, configurationPid = "org.groundswell.edge.budgets")
@Designate(ocd = Budgets.Config.class)
public final class Budgets {
    /** Of each port, for connections to come. */
    public static final long BUFFER_BYTES = 4L << 20;

    /** As many as the browsers of a household ask at once. */
    private static final long FEW_REQUESTS = 16;

    /** Two forms of the largest size, and two records of TLS with the heads in them. */
    private static final long FEW_BODIES_BYTES = 128 * 1024;
    private static final long FEW_HEADS_BYTES = 48 * 1024;

    /** A fiftieth of the whole at most, so that nine who hold as little do not fill the fifth that is theirs. */
    private static final long FEW_PART = 50;

    /** Of the heap, for answers that are taken, but not all at once. */
    private static final int MOST_ANSWERS_PART = 4;

    private static final int PERCENT = 100;
    /** The part of the bodies' budget that there is once more for HTTP/2: bodies are refused, and no connection closed. */
    private static final int HTTP2 = 2;

    private final Config config;
    private final Budget bodies;
    private final Budget http2;
    private final Budget heads;
    private final SlowReaders slowReaders;

    /** Settings of the budgets. */
    @ObjectClassDefinition(name = "Groundswell edge: budgets")
    public @interface Config {
        @AttributeDefinition(description = "Percent of the heap for request bodies that are being read or answered, as"
                + " far as they have come; more get a 503", min = "1", max = "50")
        int bodiesPercent() default 12;

        @AttributeDefinition(description = "Percent of the heap for the bodies of one address; more get a 503", min = "1",
                max = "50")
        int bodiesPercentPerAddress() default 3;

        @AttributeDefinition(description = "Percent of the heap for heads of requests that are still coming, and for what"
                + " came behind them and waits; more get a 503 or are closed", min = "1", max = "50")
        int headsPercent() default 8;

        @AttributeDefinition(description = "Percent of the heap for the heads of one address", min = "1", max = "50")
        int headsPercentPerAddress() default 2;

        @AttributeDefinition(description = "Percent of the heap for what connections hold of answers that are taken slowly;"
                + " beyond that those are closed of which nothing is taken for 3 s, beyond a quarter of the heap others, too", min = "1", max = "50")
        int answersPercent() default 12;

        @AttributeDefinition(description = "TLS handshakes that may be unfinished; beyond that the oldest of the address"
                + " that has most is closed. Each takes some 20 kB of the heap", min = "10", max = "100000")
        int handshakes() default 500;

        @AttributeDefinition(description = "Unfinished TLS handshakes of one address; more are closed. Not behind a proxy",
                min = "1", max = "100000")
        int handshakesPerAddress() default 100;

        @AttributeDefinition(description = "Seconds a TLS handshake may take", min = "1", max = "60")
        int handshakeSeconds() default 5;

        @AttributeDefinition(description = "Requests of one address that may be in servlets at the same time; more get a"
                + " 503", min = "1", max = "100000")
        int servletRequestsPerAddress() default 250;

        @AttributeDefinition(description = "Requests of one address that the admin port with TLS or behind a proxy may have"
                + " at the same time, pages that move among them; more get a 503", min = "1", max = "100000")
        int adminRequestsPerAddress() default 1000;

        @AttributeDefinition(description = "Megabytes of pages that were published anew since, and that visitors still take"
                + " slowly; beyond that the readers of the oldest are closed", min = "1", max = "1000")
        int oldVersionsMegabytes() default 16;

        @AttributeDefinition(description = "Live streams of one address; more get a 503", min = "0", max = "1000000")
        int streamsPerAddress() default 1000;
    }

    @Activate
    public Budgets(Config config) {
        this(config, Runtime.getRuntime().maxMemory());
    }

    Budgets(Config config, long heapBytes) {
        this.config = config;
        long all = heapBytes * config.bodiesPercent() / PERCENT;
        long each = heapBytes * config.bodiesPercentPerAddress() / PERCENT;
        bodies = sharedBudget(all, each, FEW_BODIES_BYTES);
        http2 = sharedBudget(all / HTTP2, each / HTTP2, FEW_BODIES_BYTES);
        heads = sharedBudget(heapBytes * config.headsPercent() / PERCENT,
                heapBytes * config.headsPercentPerAddress() / PERCENT, FEW_HEADS_BYTES);
        slowReaders = new SlowReaders(heapBytes * config.answersPercent() / PERCENT, heapBytes / MOST_ANSWERS_PART);
    }

    @Deactivate
    void close() {
        slowReaders.close();
    }

    private static Budget sharedBudget(long all, long each, long few) {
        return new Budget(all, each, Math.max(1, Math.min(few, all / FEW_PART)));
    }

    /** Bytes of request bodies. */
    public Budget bodies() {
        return bodies;
    }

    /** Bytes that HTTP/2 connections hold beside bodies: open requests, and frames that nobody has read yet. */
    public Budget http2() {
        return http2;
    }

    /** Bytes of heads that are being read, and of what connections keep because it is not read yet. */
    public Budget heads() {
        return heads;
    }

    /** Who does not take what was answered. */
    public SlowReaders slowReaders() {
        return slowReaders;
    }

    /** Bytes of versions that are not published any more and are kept for slow readers. */
    public long oldVersionsBytes() {
        return (long) config.oldVersionsMegabytes() << 20;
    }

    /** Live streams, of which so many may be open in all. */
    public Budget streams(int all) {
        return sharedBudget(all, config.streamsPerAddress(), FEW_REQUESTS);
    }

    /** Requests in servlets, of which so many may be there in all. */
    public Budget servletRequests(int all) {
        return sharedBudget(all, config.servletRequestsPerAddress(), FEW_REQUESTS);
    }

    /** Requests at the admin port, of which so many may be there in all: a whole room of volunteers is one address. */
    public Budget adminRequests(int all) {
        return sharedBudget(all, config.adminRequestsPerAddress(), FEW_REQUESTS);
    }

    /** @param byAddress whether a connection's address is its visitor's */
    public Handshakes handshakes(boolean byAddress) {
        return new Handshakes(config.handshakes(), byAddress ? config.handshakesPerAddress() : config.handshakes(),
                Duration.ofSeconds(config.handshakeSeconds()));
    }
}
