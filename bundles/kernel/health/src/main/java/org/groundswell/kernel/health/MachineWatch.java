package org.groundswell.kernel.health;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.ResultLog;
import org.groundswell.shared.loops.Loop;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log what the machine's checks warn of: once when it begins, once a day while it lasts, and its end. */
@Component(service = {})
public final class MachineWatch {
    /** The tag of checks that look at the machine. */
    static final String TAG = "machine";
    private static final Logger LOG = LoggerFactory.getLogger(MachineWatch.class);
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final long ROUNDS_A_DAY = 24 * 60;

    @Reference(target = "(" + HealthCheck.TAGS + "=" + TAG + ")", cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<HealthCheck> checks = List.of();

    private final Loop loop = Loop.of("machine-watch");
    /** Since how many rounds each check warns. */
    private final Map<Class<?>, Long> warned = new HashMap<>();

    /** Made by the framework. */
    @Activate
    public MachineWatch() {
        loop.every(PERIOD, FIRST, this::round);
    }

    @Deactivate
    void close() {
        loop.close();
    }

    void round() {
        for (HealthCheck each : checks) {
            try {
                look(each);
            } catch (RuntimeException | Error e) {
                LOG.error("A check of the machine failed", e);
            }
        }
    }

    private void look(HealthCheck check) {
        Result result = check.execute();
        if (result.isOk()) {
            if (warned.remove(check.getClass()) != null) {
                LOG.info("What {} warned of is over", check.getClass().getSimpleName());
            }
            return;
        }
        if (warned.merge(check.getClass(), 1L, Long::sum) % ROUNDS_A_DAY == 1) {
            LOG.warn("{}", said(result));
        }
    }

    private static String said(Result result) {
        return StreamSupport.stream(result.spliterator(), false)
                .filter(entry -> entry.getStatus() != Result.Status.OK).map(ResultLog.Entry::getMessage)
                .collect(Collectors.joining("; "));
    }
}
