package org.groundswell.itests;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Page views, donations and open live streams on one node, until this is closed; every failure is counted. Visitors
 * arrive at a steady rate, whether those before them were answered or not, and each request's time counts from when
 * its visitor was due: a node that stands still is not spared the visitors who would have come.
 */
final class MixedLoad implements AutoCloseable {
    private static final int STREAMS = 20;
    private static final int REQUESTS_OF_A_DONOR = 5;
    private static final List<String> PAGES = List.of("/en/", "/nl/donate", "/ar/about", "/en/contact",
            "/api/campaigns/flood", "/robots.txt");

    private static final long BACK_NANOS = 200_000_000;

    private final List<Visitor> visitors;
    private final List<HttpClient> watchers;
    private final AtomicBoolean over = new AtomicBoolean();
    private final LongAdder requests = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final AtomicReference<Slow> slowest = new AtomicReference<>(new Slow("", 0));
    private final LongAdder accepted = new LongAdder();
    private final LongAdder unknown = new LongAdder();
    private final AtomicInteger streams = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final Queue<String> examples = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final long start;
    private long end;

    /** @param requestsPerSecond how many altogether, half of them from donors, who make five each */
    MixedLoad(Visitor visitor, int requestsPerSecond) {
        this(List.of(visitor), requestsPerSecond);
    }

    /** @param visitors who come in turn */
    MixedLoad(List<Visitor> visitors, int requestsPerSecond) {
        this.visitors = visitors;
        watchers = visitors.stream().map(Visitor::another).toList();
        for (int i = 0; i < STREAMS; i++) {
            int number = i % visitors.size();
            threads.submit(() -> watch(visitors.get(number), watchers.get(number)));
        }
        Await.until("the streams are open", () -> streams.get() >= STREAMS);
        start = System.nanoTime();
        threads.submit(() -> arrive(requestsPerSecond / 2, this::read));
        threads.submit(() -> arrive(requestsPerSecond / 2 / REQUESTS_OF_A_DONOR, this::give));
    }

    /** An answer that took long, and what to. */
    record Slow(String what, long nanos) {
        Slow orSlower(Slow other) {
            return other.nanos > nanos ? other : this;
        }
    }

    /** What was seen so far; of payments without the answer that was due nobody knows whether they are gifts. */
    record Figures(long requests, long failures, Slow slowest, double perSecond, long accepted, long unknown,
            int streamsDropped, List<String> examples) {
    }

    Figures figures() {
        double seconds = ((end == 0 ? System.nanoTime() : end) - start) / 1e9;
        return new Figures(requests.sum(), failures.sum(), slowest.get(), requests.sum() / seconds,
                accepted.sum(), unknown.sum(), ended.get(), List.copyOf(examples));
    }

    /** A visitor who is due at a moment. */
    @FunctionalInterface
    private interface Arrival {
        void at(int number, long due);
    }

    private void arrive(int perSecond, Arrival arrival) {
        long period = TimeUnit.SECONDS.toNanos(1) / perSecond;
        for (int i = 0; !over.get(); i++) {
            int number = i;
            long due = start + i * period;
            LockSupport.parkNanos(due - System.nanoTime());
            threads.submit(() -> arrival.at(number, due));
        }
    }

    private void read(int number, long due) {
        String page = PAGES.get(number % PAGES.size());
        Visitor visitor = visitors.get(number % visitors.size());
        timed(page, due, () -> visitor.get(page), 200);
    }

    private void give(int number, long due) {
        Visitor visitor = visitors.get(number % visitors.size());
        Visitor.Answer form = timed("the form", due, () -> visitor.get("/en/donate"), 200);
        if (form == null) {
            return;
        }
        String key = Visitor.keyIn(form.body());
        var pledged = timed("a pledge", () -> visitor.post("/donations", Visitor.donation(key, "5", "Bench")), 303);
        var decided = pledged == null ? null : timed("a payment", () -> visitor.post(pledged.location(),
                Map.of("action", "pay")), 303);
        if (pledged != null && decided == null) {
            unknown.increment();
        }
        if (decided != null) {
            // From here on it is the node's to count it, whatever the donor sees.
            accepted.increment();
            var returned = timed("a return", () -> visitor.get(decided.location()), 303);
            if (returned != null) {
                timed("thanks", () -> visitor.get(returned.location()), 200);
            }
        }
    }

    /** Comes back as a browser does, whenever a stream ends. */
    private void watch(Visitor visitor, HttpClient client) {
        var request = HttpRequest.newBuilder(URI.create(visitor.base() + "/live/flood")).build();
        while (!over.get()) {
            try {
                HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
                try (InputStream events = response.body()) {
                    if (response.statusCode() != 200) {
                        fail("a stream: " + response.statusCode());
                    }
                    streams.incrementAndGet();
                    while (!over.get() && events.read() >= 0) {
                        continue;
                    }
                }
            } catch (IOException e) {
                if (!over.get()) {
                    fail("a stream: " + e);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            if (!over.get()) {
                ended.incrementAndGet();
                LockSupport.parkNanos(BACK_NANOS);
            }
        }
    }

    /** A step of a visitor. */
    @FunctionalInterface
    private interface Step {
        Visitor.Answer take() throws IOException, InterruptedException;
    }

    private Visitor.Answer timed(String what, Step step, int expected) {
        return timed(what, System.nanoTime(), step, expected);
    }

    private Visitor.Answer timed(String what, long due, Step step, int expected) {
        try {
            Visitor.Answer answer = step.take();
            requests.increment();
            slowest.accumulateAndGet(new Slow(what, System.nanoTime() - due), Slow::orSlower);
            if (answer.status() == expected) {
                return answer;
            }
            fail(what + ": " + answer.status());
        } catch (IOException e) {
            fail(what + ": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return null;
    }

    private void fail(String example) {
        failures.increment();
        if (!examples.contains(example)) {
            examples.add(example);
        }
    }

    @Override
    public void close() {
        over.set(true);
        watchers.forEach(HttpClient::shutdownNow);
        threads.close();
        end = System.nanoTime();
    }
}
