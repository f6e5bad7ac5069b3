package org.groundswell.kernel.keeper;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.execution.HealthCheckExecutionResult;
import org.apache.felix.hc.api.execution.HealthCheckExecutor;
import org.apache.felix.hc.api.execution.HealthCheckMetadata;
import org.groundswell.kernel.api.keeper.SwapOutcome;
import org.groundswell.kernel.api.keeper.SwapRecord;
import org.groundswell.kernel.api.ports.PortStatus;
import org.groundswell.kernel.api.ports.Ports;
import org.groundswell.kernel.api.ports.RefusedProvider;
import org.groundswell.kernel.keeper.history.History;
import org.groundswell.kernel.keeper.jars.Installation;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** A keeper with all its parts in a {@link TestFramework}. */
public final class TestKeeper {
    public static final String GREETER = "org.example.greeter";
    public static final String CHECK = "gifts-ports";
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final TestFramework framework;
    private final History history;
    private final NodeKeeper keeper;
    private volatile List<PortStatus> ports = List.of();
    private volatile BooleanSupplier ready = () -> true;
    private volatile BooleanSupplier well = () -> true;
    private final Ports switchboard = new Ports() {
        @Override
        public List<PortStatus> list() {
            return ports;
        }

        @Override
        public boolean isReady(String name) {
            return ready.getAsBoolean();
        }

        @Override
        public List<RefusedProvider> refused() {
            return List.of();
        }
    };

    /** @param probationMillis for which a new jar is watched */
    public TestKeeper(Path home, int probationMillis) throws Exception {
        framework = new TestFramework(home);
        history = new History(home.resolve("data/keeper/history.jsonl"));
        keeper = new NodeKeeper(framework.context(), history, switchboard,
                Fake.of(HealthCheckExecutor.class, (method, arguments) -> List.of(check())),
                Fake.of(ServiceComponentRuntime.class, (method, arguments) -> List.of()),
                Fake.settings(NodeKeeper.Config.class, (setting, none) -> switch (setting) {
                    case "settleMillis" -> 100;
                    case "probationMillis" -> probationMillis;
                    default -> null;
                }));
    }

    public TestFramework framework() {
        return framework;
    }

    public History history() {
        return history;
    }

    public NodeKeeper node() {
        return keeper;
    }

    public Ports switchboard() {
        return switchboard;
    }

    public void ports(PortStatus... now) {
        ports = List.of(now);
    }

    /** Whether providers can be made. */
    public void ready(boolean now) {
        ready = () -> now;
    }

    public void ready(BooleanSupplier condition) {
        ready = condition;
    }

    /** Whether the one health check of the node passes, which is nobody's of the test. */
    public void well(BooleanSupplier condition) {
        well = condition;
    }

    private HealthCheckExecutionResult check() {
        Result result = new Result(well.getAsBoolean() ? Result.Status.OK : Result.Status.TEMPORARILY_UNAVAILABLE, CHECK);
        ServiceReference<?> reference = Fake.of(ServiceReference.class, (method, arguments) -> switch (arguments == null ? "" : (String) arguments[0]) {
            case HealthCheck.NAME -> CHECK;
            case Constants.SERVICE_ID -> 1L;
            default -> null;
        });
        var metadata = new HealthCheckMetadata(reference);
        return Fake.of(HealthCheckExecutionResult.class, (method, arguments) -> switch (method) {
            case "getHealthCheckResult" -> result;
            case "getHealthCheckMetadata" -> metadata;
            default -> null;
        });
    }

    /** A jar of the bundle {@link #GREETER}. */
    public Path jar(String version) throws Exception {
        return jar(GREETER, version);
    }

    public Path jar(String name, String version) throws Exception {
        return Jars.write(framework.home().resolve(name + "-" + version + ".jar"), Map.of("Bundle-ManifestVersion", "2",
                "Bundle-SymbolicName", name, "Bundle-Version", version));
    }

    /** Puts the version in; it has proved itself when this returns. */
    public void good(String version) throws Exception {
        SwapRecord record = keeper.swap(jar(version), "test").get();
        if (record.outcome() != SwapOutcome.GOOD) {
            throw new AssertionError(record.toString());
        }
    }

    /** The version that runs; "" where the bundle is not there or stopped. */
    public String running() {
        return framework.find(GREETER).filter(Installation::runs).map(each -> each.getVersion().toString()).orElse("");
    }

    public List<SwapOutcome> outcomes() {
        return history.all().stream().map(SwapRecord::outcome).toList();
    }

    public static void await(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Not within " + LIMIT.toSeconds() + " s: " + what);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    public void close() throws Exception {
        keeper.stop();
        history.close();
    }
}
