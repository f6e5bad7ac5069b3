import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** So many requests a second, whether or not those before have been answered; a time counts from when it was due. */
final class Steady {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final double[] PERCENTILES = {50, 99, 99.9, 100};

    private Steady() {
    }

    /** What one request got: the status, 0 for none, and after how many milliseconds. */
    record Sample(int status, double millis) {
    }

    /** Milliseconds of those that were answered with one status. */
    record Figures(int count, double p50, double p99, double p999, double longest) {
        static Figures of(List<Sample> samples, int status) {
            double[] millis = samples.stream().filter(each -> each.status == status).mapToDouble(Sample::millis).sorted()
                    .toArray();
            if (millis.length == 0) {
                return new Figures(0, 0, 0, 0, 0);
            }
            double[] at = Arrays.stream(PERCENTILES).map(each -> millis[(int) Math.min(millis.length - 1,
                    Math.ceil(millis.length * each / 100))]).toArray();
            return new Figures(millis.length, at[0], at[1], at[2], at[3]);
        }
    }

    static HttpRequest page(String url) {
        return HttpRequest.newBuilder(URI.create(url)).header("Accept-Encoding", "gzip").timeout(LONGEST).build();
    }

    static List<Sample> load(Supplier<HttpRequest> requests, int perSecond, int seconds) throws InterruptedException {
        var samples = new Sample[perSecond * seconds];
        try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
                ExecutorService visitors = Executors.newVirtualThreadPerTaskExecutor()) {
            long began = System.nanoTime();
            for (int i = 0; i < samples.length; i++) {
                int number = i;
                long due = began + i * TimeUnit.SECONDS.toNanos(1) / perSecond;
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                visitors.submit(() -> {
                    int status = status(client, requests.get());
                    samples[number] = new Sample(status, (System.nanoTime() - due) / 1e6);
                });
            }
        }
        return List.of(samples);
    }

    private static int status(HttpClient client, HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }
}
