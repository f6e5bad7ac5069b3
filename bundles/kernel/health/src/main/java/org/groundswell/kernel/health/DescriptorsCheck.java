package org.groundswell.kernel.health;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.function.IntSupplier;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the system allows the node as many connections and files as its settings promise ({@code ulimit -n}). */
@Component(configurationPid = "org.groundswell.kernel.health.descriptors", property = {
    HealthCheck.NAME + "=descriptors", HealthCheck.TAGS + "=ready", HealthCheck.TAGS + "=" + MachineWatch.TAG})
@Designate(ocd = DescriptorsCheck.Config.class)
public final class DescriptorsCheck implements HealthCheck {
    private static final Logger LOG = LoggerFactory.getLogger(DescriptorsCheck.class);
    private static final String EDGE = "org.groundswell.edge.listener";
    private static final int CONNECTIONS_BY_DEFAULT = 15_000;

    private final Limits limits;
    private final IntSupplier connections;
    private final Config config;

    /** Settings of the watch over open files. */
    @ObjectClassDefinition(name = "Groundswell kernel: open files and connections")
    public @interface Config {
        @AttributeDefinition(description = "Open files that the node needs beside its visitors' connections",
                min = "0", max = "100000")
        int besideConnections() default 500;

        @AttributeDefinition(description = "From so many percent of the limit in use on, the node's health warns",
                min = "1", max = "100")
        int warnPercent() default 90;
    }

    @Activate
    public DescriptorsCheck(@Reference ConfigurationAdmin settings, Config config) {
        this(Limits.ofThisProcess(), () -> connections(settings), config);
    }

    DescriptorsCheck(Limits limits, IntSupplier connections, Config config) {
        this.limits = limits;
        this.connections = connections;
        this.config = config;
    }

    /** What the system says; both may be -1 where it does not. */
    interface Limits {
        long allowed();

        long open();

        static Limits ofThisProcess() {
            return new Limits() {
                @Override
                public long allowed() {
                    return figure("MaxFileDescriptorCount");
                }

                @Override
                public long open() {
                    return figure("OpenFileDescriptorCount");
                }
            };
        }

        /** By name, because a framework need not offer the package of the class that has it. */
        private static long figure(String attribute) {
            try {
                return (Long) ManagementFactory.getPlatformMBeanServer().getAttribute(
                        new ObjectName(ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME), attribute);
            } catch (JMException e) {
                LOG.debug("This system does not say its {}", attribute, e);
                return -1;
            }
        }
    }

    @Override
    public Result execute() {
        var log = new FormattingResultLog();
        long allowed = limits.allowed();
        long open = limits.open();
        int needed = connections.getAsInt() + config.besideConnections();
        if (allowed >= 0 && allowed < needed) {
            log.warn("The system allows {} open files (ulimit -n), but maxConnections in conf/{}.cfg needs {}: raise the"
                    + " one (LimitNOFILE in a systemd unit) or lower the other", allowed, EDGE, needed);
        }
        if (allowed > 0 && open * 100 >= allowed * config.warnPercent()) {
            log.warn("{} of {} open files (ulimit -n) are in use", open, allowed);
        }
        log.info("{} of {} open files are in use", open, allowed);
        return new Result(log);
    }

    private static int connections(ConfigurationAdmin settings) {
        try {
            Configuration[] found = settings.listConfigurations("(service.pid=" + EDGE + ")");
            Object set = found == null ? null : found[0].getProperties().get("maxConnections");
            return set == null ? CONNECTIONS_BY_DEFAULT : Integer.parseInt(set.toString().strip());
        } catch (IOException | InvalidSyntaxException | NumberFormatException e) {
            LOG.debug("How many connections are allowed cannot be read", e);
            return CONNECTIONS_BY_DEFAULT;
        }
    }
}
