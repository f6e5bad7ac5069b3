package org.groundswell.console.alarms;

import java.lang.reflect.Proxy;
import java.util.List;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.execution.HealthCheckExecutionResult;
import org.apache.felix.hc.api.execution.HealthCheckExecutor;
import org.apache.felix.hc.api.execution.HealthCheckMetadata;
import org.osgi.framework.ServiceReference;

/** What checks say, as the executor tells it. */
final class FoundChecks {

    private FoundChecks() {
    }

    /** What a check has found. */
    interface Finding {
        void log(FormattingResultLog log);
    }

    /** An executor that knows one check, whatever it is asked for. */
    static HealthCheckExecutor of(String name, Finding finding) {
        return proxy(HealthCheckExecutor.class, List.of(result(name, finding)));
    }

    static HealthCheckExecutionResult result(String name, Finding finding) {
        var log = new FormattingResultLog();
        finding.log(log);
        var metadata = new HealthCheckMetadata((ServiceReference<?>) Proxy.newProxyInstance(FoundChecks.class.getClassLoader(),
                new Class<?>[] {ServiceReference.class}, (_, method, arguments) -> !method.getName().equals("getProperty")
                        ? null : arguments[0].equals("service.id") ? (Object) 1L
                        : arguments[0].equals(HealthCheck.NAME) ? name : null));
        return (HealthCheckExecutionResult) Proxy.newProxyInstance(FoundChecks.class.getClassLoader(),
                new Class<?>[] {HealthCheckExecutionResult.class}, (_, method, _) -> switch (method.getName()) {
                    case "getHealthCheckResult" -> new Result(log);
                    case "getHealthCheckMetadata" -> metadata;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    static <T> T proxy(Class<T> type, Object answer) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, _, _) -> answer));
    }
}
