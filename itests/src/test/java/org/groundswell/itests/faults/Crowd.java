package org.groundswell.itests.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.groundswell.itests.Await;
import org.groundswell.itests.Visitor;
import org.groundswell.itests.Visitor.Answer;

/**
 * Visitors, donors and the gateway's notifications, all through the balancer. Donors send a form that did not work again;
 * the gateway notifies until somebody takes it.
 */
final class Crowd implements AutoCloseable {
    static final int GIFT = 500;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    /** Longer than any fault on a slow machine. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /** For what is under way when nothing is in its way. */
    private static final Duration GIFT_PATIENCE = Duration.ofMinutes(2);

    private final Visitor site;
    private final Visitor gateway;
    private final Watched threads = new Watched();
    private final Queue<Seen> failures = new ConcurrentLinkedQueue<>();
    private final Queue<String> pledged = new ConcurrentLinkedQueue<>();
    private final Queue<String> paid = new ConcurrentLinkedQueue<>();
    private final AtomicLong handedOver = new AtomicLong();
    private final AtomicInteger pages = new AtomicInteger();
    private final AtomicInteger names = new AtomicInteger();
    private final Set<String> named = ConcurrentHashMap.newKeySet();
    /** Each gift is given under the first lock. */
    private final ReadWriteLock giving = new ReentrantReadWriteLock(true);
    private volatile String lastPayment = "";
    private volatile boolean over;

    Crowd(String site, String gateway, int donors, int visitors) {
        this.site = new Visitor(site);
        this.gateway = new Visitor(gateway);
        for (int i = 0; i < visitors; i++) {
            threads.start(this::look);
        }
        for (int i = 0; i < donors; i++) {
            threads.start(this::giveAndGive);
        }
    }

    /** Keys of the pledges that a node has acknowledged. */
    List<String> pledged() {
        return List.copyOf(pledged);
    }

    /** Keys of the gifts that were paid and whose notification a node has taken. */
    List<String> paid() {
        return List.copyOf(paid);
    }

    /** The gateway's name of a payment that counts. */
    String lastPayment() {
        return lastPayment;
    }

    /** More than this no total may show. */
    long handedOver() {
        return handedOver.get();
    }

    /** Whether somebody of this name was on the way to pay: no list may show another one. */
    boolean gave(String name) {
        return named.contains(name);
    }

    int pages() {
        return pages.get();
    }

    List<Seen> failures() {
        return List.copyOf(failures);
    }

    /** Returns after so many more gifts. */
    void awaitGifts(int more) {
        int before = paid.size();
        Await.until(more + " gifts", () -> {
            threads.check();
            return paid.size() >= before + more;
        });
    }

    /** Does something while no gift is on its way. */
    void between(Check check) throws Exception {
        threads.check();
        if (!giving.writeLock().tryLock(GIFT_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("a gift is on its way for " + GIFT_PATIENCE + "; the last failures: " + lastFailures());
        }
        try {
            check.run();
        } finally {
            giving.writeLock().unlock();
        }
    }

    /** What is looked at. */
    @FunctionalInterface
    interface Check {
        void run() throws Exception;
    }

    @Override
    public void close() {
        over = true;
        threads.close();
    }

    private void look() {
        while (!over) {
            if (asked(Seen.What.PAGE, () -> site.get("/en/")) != null) {
                pages.incrementAndGet();
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void giveAndGive() {
        while (!over) {
            giving.readLock().lock();
            try {
                give();
            } finally {
                giving.readLock().unlock();
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void give() {
        Answer form = untilGood(Seen.What.FORM, () -> site.get("/en/donate"));
        if (form == null) {
            return;
        }
        String key = Visitor.keyIn(form.body());
        String name = "Donor " + names.incrementAndGet();
        var fields = new HashMap<>(Visitor.donation(key, "5", name));
        fields.put("provider", "mollie");
        Answer onward = untilGood(Seen.What.GIFT, () -> site.post("/donations", fields));
        if (onward == null) {
            return;
        }
        pledged.add(key);
        String checkout = onward.header("refresh").replaceFirst("0; url=https?://[^/]+", "");
        named.add(name);
        handedOver.addAndGet(GIFT);
        try {
            gateway.post(checkout, Map.of("action", "pay"));
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("The gateway of the test is always there", e);
        }
        String payment = checkout.substring(checkout.lastIndexOf('/') + 1);
        if (untilGood(Seen.What.NOTIFICATION, () -> site.post("/payments/mollie/webhook", Map.of("id", payment))) != null) {
            paid.add(key);
            lastPayment = payment;
        }
    }

    private List<Seen> lastFailures() {
        List<Seen> all = failures();
        return all.subList(Math.max(0, all.size() - 5), all.size());
    }

    /** @return null where all is over before */
    private Answer untilGood(Seen.What what, Exchange exchange) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Answer answer = asked(what, exchange);
        while (answer == null && !over) {
            if (System.nanoTime() > end) {
                throw new AssertionError("nothing good within " + PATIENCE + "; the last failures: " + lastFailures());
            }
            LockSupport.parkNanos(PAUSE_NANOS);
            answer = asked(what, exchange);
        }
        return answer;
    }

    /** @return null where it failed, which is noted */
    private Answer asked(Seen.What what, Exchange exchange) {
        long began = System.nanoTime();
        Seen failure;
        try {
            Answer answer = exchange.run();
            failure = new Seen(what, began, System.nanoTime(), answer.status(), answer.body());
            if (failure.isGood()) {
                return answer;
            }
        } catch (IOException | RuntimeException e) {
            failure = new Seen(what, began, System.nanoTime(), 0, e.toString());
        } catch (InterruptedException e) {
            over = true;
            return null;
        }
        failures.add(failure);
        if (!Fault.AWAY.contains(failure.status())) {
            throw new AssertionError("refused for good: " + failure);
        }
        return null;
    }

    /** A request and its answer. */
    @FunctionalInterface
    private interface Exchange {
        Answer run() throws IOException, InterruptedException;
    }
}
