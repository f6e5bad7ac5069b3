package org.groundswell.kernel.health;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.execution.HealthCheckExecutionOptions;
import org.apache.felix.hc.api.execution.HealthCheckExecutionResult;
import org.apache.felix.hc.api.execution.HealthCheckExecutor;
import org.apache.felix.hc.api.execution.HealthCheckMetadata;
import org.apache.felix.hc.api.execution.HealthCheckSelector;
import org.groundswell.kernel.api.health.HealthTags;
import org.junit.Test;
import org.osgi.framework.ServiceReference;

public class FitnessTest {
    private final List<String> executed = new ArrayList<>();
    private Result.Status start = Result.Status.OK;
    private Result.Status gifts = Result.Status.OK;
    private final Fitness fitness = new Fitness(new HealthCheckExecutor() {
        @Override
        public List<HealthCheckExecutionResult> execute(HealthCheckSelector selector) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<HealthCheckExecutionResult> execute(HealthCheckSelector selector, HealthCheckExecutionOptions options) {
            var results = new ArrayList<HealthCheckExecutionResult>();
            results.add(executed("start", HealthTags.PAGES, start));
            if (selector.names() == null || selector.names().length == 0) {
                results.add(executed("donations", HealthTags.GIFTS, gifts));
            }
            return results;
        }
    });

    /** Whoever waits for a node asks all the time: that must not make its start a longer one. */
    @Test
    public void whileANodeStartsNothingElseIsLookedAt() {
        start = Result.Status.TEMPORARILY_UNAVAILABLE;
        Fitness.Report report = fitness.report(Fitness.Purpose.GIFTS);
        assertFalse(report.isFit());
        assertEquals(List.of("start"), executed);
        assertEquals(List.of("start"), report.checks().stream().map(Fitness.Check::name).toList());
    }

    @Test
    public void afterThatEachCheckCountsForItsPurpose() {
        gifts = Result.Status.TEMPORARILY_UNAVAILABLE;
        assertTrue(fitness.report(Fitness.Purpose.PAGES).isFit());
        assertFalse(fitness.report(Fitness.Purpose.GIFTS).isFit());
        assertEquals(List.of("donations (TEMPORARILY_UNAVAILABLE)"), fitness.lacking());
    }

    private HealthCheckExecutionResult executed(String name, String tag, Result.Status status) {
        executed.add(name);
        Map<String, Object> properties = Map.of(HealthCheck.NAME, name, HealthCheck.TAGS, new String[] {tag}, "service.id", 1L);
        var reference = (ServiceReference<?>) Proxy.newProxyInstance(ServiceReference.class.getClassLoader(),
                new Class<?>[] {ServiceReference.class}, (proxy, method, arguments) ->
                        method.getName().equals("getProperty") ? properties.get(arguments[0]) : null);
        var metadata = new HealthCheckMetadata(reference);
        var result = new Result(status, name);
        return new HealthCheckExecutionResult() {
            @Override
            public Result getHealthCheckResult() {
                return result;
            }

            @Override
            public long getElapsedTimeInMs() {
                return 0;
            }

            @Override
            public Date getFinishedAt() {
                return new Date(0);
            }

            @Override
            public boolean hasTimedOut() {
                return false;
            }

            @Override
            public HealthCheckMetadata getHealthCheckMetadata() {
                return metadata;
            }
        };
    }
}
