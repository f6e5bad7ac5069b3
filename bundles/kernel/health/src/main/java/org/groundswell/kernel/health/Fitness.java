package org.groundswell.kernel.health;

import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.ResultLog;
import org.apache.felix.hc.api.execution.HealthCheckExecutionOptions;
import org.apache.felix.hc.api.execution.HealthCheckExecutionResult;
import org.apache.felix.hc.api.execution.HealthCheckExecutor;
import org.apache.felix.hc.api.execution.HealthCheckSelector;
import org.groundswell.kernel.api.health.HealthTags;
import org.groundswell.kernel.api.health.NodeFitness;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What a node is fit for, in the words of all health checks. Thread-safe. */
@Component(service = {Fitness.class, NodeFitness.class})
public final class Fitness implements NodeFitness {
    private final HealthCheckExecutor executor;

    @Activate
    public Fitness(@Reference HealthCheckExecutor executor) {
        this.executor = executor;
    }

    /** What visitors want of a node. */
    enum Purpose {
        /** Pages can be served. */
        PAGES,
        /** Gifts can be taken; which needs pages, too. */
        GIFTS
    }

    /**
     * @param status WARN at most for what this purpose does not need
     * @param said what the check has to say, for admins only
     */
    record Check(String name, Result.Status status, List<String> said) {
    }

    record Report(Result.Status status, List<Check> checks) {
        boolean isFit() {
            return status == Result.Status.OK || status == Result.Status.WARN;
        }
    }

    @Override
    public List<String> lacking() {
        // As it is now: who asks here waits for it, while visitors wait for him.
        var now = new HealthCheckExecutionOptions().setForceInstantExecution(true);
        return report(HealthCheckSelector.tags(HealthTags.READY), Purpose.GIFTS, now).checks().stream()
                .filter(each -> each.status().compareTo(Result.Status.WARN) > 0)
                .map(each -> each.name() + " (" + each.status() + ")").toList();
    }

    /**
     * While the framework starts its bundles that is all there is to say: what the other checks look at comes one by one, and
     * whoever asks five times a second, to see it, would only keep them waiting.
     */
    Report report(Purpose purpose) {
        var options = new HealthCheckExecutionOptions();
        Report start = report(HealthCheckSelector.names(StartCheck.NAMED), purpose, options);
        return start.isFit() ? report(HealthCheckSelector.tags(HealthTags.READY), purpose, options) : start;
    }

    private Report report(HealthCheckSelector checked, Purpose purpose, HealthCheckExecutionOptions options) {
        List<Check> checks = executor.execute(checked, options).stream()
                .map(each -> check(each, purpose)).toList();
        return new Report(checks.stream().map(Check::status).reduce(Result.Status.OK, Fitness::worse), checks);
    }

    private static Check check(HealthCheckExecutionResult result, Purpose purpose) {
        List<String> tags = result.getHealthCheckMetadata().getTags();
        boolean needed = tags.contains(HealthTags.PAGES) || purpose == Purpose.GIFTS && tags.contains(HealthTags.GIFTS);
        Result.Status status = result.getHealthCheckResult().getStatus();
        Result.Status counted = needed || status == Result.Status.OK ? status : Result.Status.WARN;
        List<String> said = StreamSupport.stream(result.getHealthCheckResult().spliterator(), false)
                .filter(entry -> entry.getStatus() != Result.Status.OK || status == Result.Status.OK)
                .map(ResultLog.Entry::getMessage).toList();
        return new Check(result.getHealthCheckMetadata().getName(), counted, said);
    }

    private static Result.Status worse(Result.Status one, Result.Status other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
