package org.groundswell.stress;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Sends visitors as the curve says, whether or not those before them have been answered: people do not wait either. */
final class Evening {
    private static final int SCRIPTS_PERCENT = 85;
    private static final int GZIP_PERCENT = 97;
    private static final Duration LAST_ONES = Duration.ofMinutes(2);

    private final Options options;
    private final Curve curve;
    private final Measurements measurements = new Measurements();

    Evening(Options options, Curve curve) {
        this.options = options;
        this.curve = curve;
    }

    /** How it went until now; from any thread. */
    Result soFar() {
        return measurements.result();
    }

    Result run(HttpClient client, List<String> languages) throws InterruptedException {
        ExecutorService visitors = Executors.newVirtualThreadPerTaskExecutor();
        double due = 0;
        int number = 0;
        while (due < curve.seconds()) {
            double wait = due - measurements.elapsed();
            if (wait > 0) {
                Thread.sleep(Duration.ofNanos((long) (wait * 1e9)));
            }
            long late = (long) (Math.max(0, measurements.elapsed() - due) * 1e9);
            Visit visit = visit(client, languages, gives(number++));
            visitors.submit(() -> {
                measurements.came(late);
                visit.run();
                return null;
            });
            double rate = curve.at(due);
            // Where nobody comes, look again in a while.
            due += rate > 0 ? 1 / rate : 0.1;
        }
        visitors.shutdown();
        if (!visitors.awaitTermination(LAST_ONES.toSeconds(), TimeUnit.SECONDS)) {
            visitors.shutdownNow();
            measurements.failed("some were still on their way " + LAST_ONES.toSeconds() + " s after the last had come");
        }
        Result result = measurements.result();
        if (options.donorsPercent() > 0 && result.donations() == 0) {
            measurements.failed("nobody has made a gift, so that this says nothing about gifts");
            result = measurements.result();
        }
        return result;
    }

    /** So many of a hundred, evenly, and the first one: a short test has donors, too. */
    private boolean gives(int number) {
        return (number * options.donorsPercent() + 99) / 100 < ((number + 1) * options.donorsPercent() + 99) / 100;
    }

    private Visit visit(HttpClient client, List<String> languages, boolean gives) {
        var random = ThreadLocalRandom.current();
        String language = languages.get(random.nextInt(languages.size()));
        var browsing = new Browsing(client, options.target(), measurements, language,
                random.nextInt(100) < GZIP_PERCENT);
        return new Visit(browsing, measurements, language, random.nextInt(100) < SCRIPTS_PERCENT,
                gives, options.thinkSeconds());
    }
}
