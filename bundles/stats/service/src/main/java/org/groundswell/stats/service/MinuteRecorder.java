package org.groundswell.stats.service;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.api.ports.Port;
import org.groundswell.shared.loops.Loop;
import org.groundswell.stats.api.FigureHistory;
import org.groundswell.stats.api.Figures;
import org.groundswell.stats.api.StatisticsSnapshot.Latency;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what the counters have counted when a minute is over, and keeps it. An orderly stop keeps the part of the minute
 * that was running, a kill loses it.
 */
@Port(port = "stats.history")
@Component(service = {FigureHistory.class, MinuteRecorder.class}, immediate = true)
public final class MinuteRecorder implements FigureHistory {
    private static final Logger LOG = LoggerFactory.getLogger(MinuteRecorder.class);
    private static final Duration TICK = Duration.ofSeconds(1);

    private final RequestCounter requests;
    private final DonationCounter donations;
    private final Ends ends;
    private final Clock clock;
    private final FigureFiles files;
    private final KeptFigures kept;
    private final Loop loop = Loop.of("figures");
    private Counted before;
    private Instant minute;

    /** Counters that only grow. */
    private record Counted(long pages, long requests, long errors, long gifts, long tests, Map<String, Long> amounts) {
    }

    @Activate
    public MinuteRecorder(BundleContext context, @Reference RequestCounter requests,
            @Reference DonationCounter donations, @Reference Ends ends) {
        this(requests, donations, ends, new FigureFiles(NodeFolder.of(context).resolve("data/figures")),
                Clock.systemUTC());
        loop.every(TICK, this::tick);
    }

    MinuteRecorder(RequestCounter requests, DonationCounter donations, Ends ends, FigureFiles files, Clock clock) {
        this.requests = requests;
        this.donations = donations;
        this.ends = ends;
        this.clock = clock;
        this.files = files;
        this.kept = new KeptFigures(files, clock);
        this.before = counted();
        this.minute = now();
    }

    @Deactivate
    void stop() {
        loop.close();
        try {
            take();
            files.close();
        } catch (IOException e) {
            LOG.warn("The last minute's figures are not kept: {}", e.getMessage());
        }
    }

    @Override
    public List<Figures> series(Instant from, Instant to, int points) {
        return kept.series(from, to, points);
    }

    /** @throws IOException where the minute is in memory only */
    void tick() throws IOException {
        if (!now().equals(minute)) {
            take();
        }
    }

    private synchronized void take() throws IOException {
        Instant its = minute;
        Counted last = before;
        minute = now();
        before = counted();
        Latency latency = requests.takeMinute();
        Ends.Taken taken = ends.take();
        kept.add(new Figures(its, 1, requests.visitors().now(), before.pages - last.pages,
                before.requests - last.requests, before.errors - last.errors, latency.p50Micros(), latency.p99Micros(),
                before.gifts - last.gifts, before.tests - last.tests, more(last.amounts, before.amounts), taken.paid(),
                taken.refused()));
    }

    private Counted counted() {
        return new Counted(requests.pageViews(), requests.answered(), requests.statuses().getOrDefault("5xx", 0L),
                donations.donations(), donations.tests(), donations.amounts());
    }

    private static Map<String, Long> more(Map<String, Long> last, Map<String, Long> now) {
        var more = new HashMap<String, Long>();
        now.forEach((currency, minor) -> {
            long added = minor - last.getOrDefault(currency, 0L);
            if (added != 0) {
                more.put(currency, added);
            }
        });
        return more;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MINUTES);
    }
}
