package org.groundswell.stats.service;

import java.net.InetAddress;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.groundswell.edge.api.requests.RequestObserver;
import org.groundswell.stats.api.StatisticsSnapshot.Latency;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Counts requests on the thread that serves them: a few additions to striped counters, no allocation, no lock. Probes and
 * what a start asks to come again are counted by their kind only, because nothing else here is about them.
 */
@Component(service = {RequestObserver.class, RequestCounter.class})
public final class RequestCounter implements RequestObserver {
    private static final int CLASSES = 6;
    static final long LONGEST_NANOS = 60_000_000_000L;

    private final LongAdder[] byKind = adders(Kind.values().length);
    private final LongAdder[] byClass = adders(CLASSES);
    private final LongAdder pageViews = new LongAdder();
    private final Recorder recorder = new Recorder(LONGEST_NANOS, 2);
    private final Histogram durations = new Histogram(LONGEST_NANOS, 2);
    /** Those since the last minute was taken. */
    private final Histogram minute = new Histogram(LONGEST_NANOS, 2);
    /** The minute that was taken last. */
    private final Histogram lastMinute = new Histogram(LONGEST_NANOS, 2);
    private final Visitors visitors;
    private Histogram spare;

    @Activate
    public RequestCounter() {
        this(Clock.systemUTC());
    }

    RequestCounter(Clock clock) {
        visitors = new Visitors(clock);
    }

    @Override
    public void answered(Kind kind, int status, long durationNanos, InetAddress client, String userAgent) {
        byKind[kind.ordinal()].increment();
        if (kind == Kind.PROBE || kind == Kind.START) {
            return;
        }
        byClass[Math.clamp(status / 100, 0, CLASSES - 1)].increment();
        if (kind == Kind.PAGE && status < 400) {
            pageViews.increment();
            visitors.seen(client, userAgent);
        }
        if (durationNanos > 0) {
            recorder.recordValue(Math.min(durationNanos, LONGEST_NANOS));
        }
    }

    long pageViews() {
        return pageViews.sum();
    }

    Visitors visitors() {
        return visitors;
    }

    /** Without probes and what a start asked to come again. */
    long answered() {
        return Arrays.stream(byClass).mapToLong(LongAdder::sum).sum();
    }

    Map<String, Long> requests() {
        var counts = new LinkedHashMap<String, Long>();
        for (Kind kind : Kind.values()) {
            counts.put(kind.name().toLowerCase(Locale.ROOT), byKind[kind.ordinal()].sum());
        }
        return counts;
    }

    Map<String, Long> statuses() {
        var counts = new LinkedHashMap<String, Long>();
        for (int i = 2; i < CLASSES; i++) {
            counts.put(i + "xx", byClass[i].sum());
        }
        return counts;
    }

    /** Of all requests. */
    synchronized Latency latency() {
        gather();
        return of(durations);
    }

    /** Of all requests. */
    synchronized ResponseTimes responseTimes() {
        gather();
        return ResponseTimes.of(durations);
    }

    /** Of the requests since this was asked last; for one asker. */
    synchronized Latency takeMinute() {
        gather();
        Latency taken = of(minute);
        lastMinute.reset();
        lastMinute.add(minute);
        minute.reset();
        return taken;
    }

    /** The response times of the minute that was taken last; a copy. */
    synchronized Histogram lastMinute() {
        return lastMinute.copy();
    }

    private void gather() {
        spare = recorder.getIntervalHistogram(spare);
        durations.add(spare);
        minute.add(spare);
    }

    private static Latency of(Histogram times) {
        return new Latency(micros(times, 50), micros(times, 90), micros(times, 99), micros(times, 99.9),
                times.getMaxValue() / 1000);
    }

    private static long micros(Histogram times, double percentile) {
        return times.getValueAtPercentile(percentile) / 1000;
    }

    private static LongAdder[] adders(int count) {
        var adders = new LongAdder[count];
        for (int i = 0; i < count; i++) {
            adders[i] = new LongAdder();
        }
        return adders;
    }
}
