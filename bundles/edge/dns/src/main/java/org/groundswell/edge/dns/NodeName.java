package org.groundswell.edge.dns;

import java.io.IOException;
import java.time.Duration;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.execution.HealthCheckExecutor;
import org.apache.felix.hc.api.execution.HealthCheckSelector;
import org.groundswell.edge.dns.AddressKeeper.Standing;
import org.groundswell.kernel.api.health.HealthTags;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.api.node.Secret;
import org.groundswell.shared.loops.Loop;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A name under which visitors find the nodes that can serve pages. Each node looks after its own addresses, and those that
 * are fit after the addresses of nodes that died; no node is special. Its health is a warning at most: pages go on.
 */
@Component(service = {HealthCheck.class, NodeName.class}, immediate = true, configurationPid = "org.groundswell.edge.dns",
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = {HealthCheck.NAME + "=name", HealthCheck.TAGS + "=" + HealthTags.READY,
            HealthCheck.RESULT_CACHE_TTL_IN_MS + ":Long=1000"})
@Designate(ocd = NodeName.Config.class)
public final class NodeName implements HealthCheck {
    private static final Logger LOG = LoggerFactory.getLogger(NodeName.class);

    private final HealthCheckExecutor executor;
    private final AddressKeeper keeper;
    private final Loop loop = Loop.of("name-addresses");
    private volatile Last last = new Last(null, null);

    /**
     * How the last round ended.
     *
     * @param standing as far as it is known
     * @param trouble  null where there was none
     */
    private record Last(Standing standing, String trouble) {
    }

    /** Settings of the name that nodes share. */
    @ObjectClassDefinition(name = "Groundswell addresses at a DNS server")
    public @interface Config {
        @AttributeDefinition(description = "The server that takes updates of the zone (RFC 2136): address or address:port")
        String server();

        @AttributeDefinition(description = "The zone in which the name is, for example example.org")
        String zone();

        @AttributeDefinition(description = "The name that visitors use, for example give.example.org")
        String name();

        @AttributeDefinition(description = "The addresses at which visitors reach this node, IPv4 or IPv6")
        String[] addresses();

        @AttributeDefinition(description = "The key's name at the server")
        String keyName();

        @AttributeDefinition(description = "How messages are signed",
                options = {@Option("hmac-sha256"), @Option("hmac-sha384"), @Option("hmac-sha512")})
        String keyAlgorithm() default "hmac-sha256";

        @AttributeDefinition(description = "Where the key is, in Base64: env:NAME or file:path; never the key itself",
                type = AttributeType.PASSWORD)
        String secret();

        @AttributeDefinition(description = "For how many seconds resolvers may remember an address", min = "1", max = "3600")
        int ttlSeconds() default 30;

        @AttributeDefinition(description = "Seconds between two signs of life at the DNS server", min = "1", max = "600")
        int beatSeconds() default 10;

        @AttributeDefinition(description = "After how many seconds without one the others take a node's addresses out",
                min = "3", max = "3600")
        int deadSeconds() default 30;
    }

    @Activate
    public NodeName(BundleContext context, Config config, @Reference HealthCheckExecutor executor) {
        this(NameSettings.keeper(config, Secret.named("secret", config.secret(), NodeFolder.of(context))), executor,
                Duration.ofSeconds(config.beatSeconds()));
    }

    NodeName(AddressKeeper keeper, HealthCheckExecutor executor, Duration beat) {
        this.keeper = keeper;
        this.executor = executor;
        loop.every(beat, Duration.ZERO, this::round);
    }

    /** Visitors are sent to the others before the port is closed. */
    @Deactivate
    void close() {
        loop.close();
        synchronized (this) {
            try {
                LOG.info("This node ends; its addresses: {}", keeper.withdraw());
            } catch (IOException | IllegalArgumentException e) {
                LOG.warn("Addresses of this node stay at the DNS server until others take them out: {}", e.getMessage());
            }
        }
    }

    private synchronized void round() {
        if (loop.isClosed()) {
            return;
        }
        Last before = last;
        try {
            Standing now = keeper.round(isFit());
            if (now != before.standing() || before.trouble() != null) {
                LOG.info("This node's addresses: {}", now);
            }
            last = new Last(now, null);
        } catch (IOException | IllegalArgumentException e) {
            String trouble = e.getMessage() == null ? e.toString() : e.getMessage();
            if (!trouble.equals(before.trouble())) {
                LOG.warn("The DNS server could not be brought up to date; it is tried again: {}", trouble);
            }
            last = new Last(before.standing(), trouble);
        }
    }

    /** As {@code /readyz} says it. */
    private boolean isFit() {
        return executor.execute(HealthCheckSelector.tags(HealthTags.READY, HealthTags.PAGES)).stream()
                .map(each -> each.getHealthCheckResult().getStatus())
                .allMatch(each -> each == Result.Status.OK || each == Result.Status.WARN);
    }

    @Override
    public Result execute() {
        Last now = last;
        var log = new FormattingResultLog();
        if (now.trouble() != null) {
            log.warn("The DNS server could not be brought up to date: {}", now.trouble());
        } else if (now.standing() == Standing.ALONE) {
            log.warn("This node is not fit, but its addresses stay at the DNS server: no other node has one there");
        } else {
            log.info("Addresses of this node at the DNS server: {}", now.standing() == null ? "not known yet" : now.standing());
        }
        return new Result(log);
    }
}
