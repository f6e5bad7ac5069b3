import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** So many requests a second, whether or not those before have been answered; a time counts from when it was due. */
final class Steady {
    private static final double[] PERCENTILES = {50, 99, 99.9, 100};

    private Steady() {
    }

    /** Milliseconds, and how many requests had another answer than 200 or none. */
    record Figures(double p50, double p99, double p999, double longest, int failed) {
    }

    static Figures load(String url, int perSecond, int seconds) throws InterruptedException {
        int count = perSecond * seconds;
        long[] nanos = new long[count];
        var failed = new AtomicInteger();
        var request = HttpRequest.newBuilder(URI.create(url)).header("Accept-Encoding", "gzip")
                .timeout(Duration.ofSeconds(10)).build();
        try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
                ExecutorService visitors = Executors.newVirtualThreadPerTaskExecutor()) {
            long began = System.nanoTime();
            for (int i = 0; i < count; i++) {
                int number = i;
                long due = began + i * TimeUnit.SECONDS.toNanos(1) / perSecond;
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                visitors.submit(() -> {
                    try {
                        if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() != 200) {
                            failed.incrementAndGet();
                        }
                    } catch (IOException e) {
                        failed.incrementAndGet();
                    }
                    nanos[number] = System.nanoTime() - due;
                    return null;
                });
            }
            visitors.shutdown();
            visitors.awaitTermination(30, TimeUnit.SECONDS);
        }
        Arrays.sort(nanos);
        double[] at = Arrays.stream(PERCENTILES)
                .map(each -> nanos[(int) Math.min(count - 1, Math.ceil(count * each / 100))] / 1e6).toArray();
        return new Figures(at[0], at[1], at[2], at[3], failed.get());
    }
}
