package org.groundswell.kernel.switchboard;

import java.lang.reflect.Proxy;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import org.junit.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** What a call costs through the gate, beside the same call without it. Prints, and asserts nothing. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PortCallBenchmark {
    private final IntUnaryOperator direct = number -> number + 1;
    private final IntUnaryOperator port = port();
    private int number;

    @Test
    public void run() throws Exception {
        // Its own arguments: those of unit tests leave the second compiler out.
        new Runner(new OptionsBuilder().include(PortCallBenchmark.class.getName()).forks(1).jvmArgs("-Xmx1g").threads(2)
                .warmupIterations(3).warmupTime(TimeValue.seconds(1)).measurementIterations(5)
                .measurementTime(TimeValue.seconds(1)).build()).run();
    }

    @Benchmark
    public int withoutTheGate() {
        return direct.applyAsInt(number);
    }

    @Benchmark
    public int throughTheGate() {
        return port.applyAsInt(number);
    }

    private IntUnaryOperator port() {
        var gate = Fake.gate("benchmark", TimeUnit.SECONDS.toNanos(5), 100);
        var dispatcher = new CallDispatcher("benchmark", gate, new Blame());
        gate.open(Fake.lazyProvider(() -> direct, null));
        return (IntUnaryOperator) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] {IntUnaryOperator.class}, new PortCall(dispatcher, new HttpCall(dispatcher, () -> { }), Fake.bundle("consumer", 1)));
    }
}
