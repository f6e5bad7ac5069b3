package org.groundswell.donations.webhooks;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is due, some donations at once, each donation's letters one after the other. A letter that is not taken is
 * tried again later and later, and then given up. A receiver that takes nothing is left alone, but for one letter now
 * and then; when it takes that, all others are due. One thread at a time.
 */
final class LetterSender {
    private static final Logger LOG = LoggerFactory.getLogger(LetterSender.class);
    private static final int AT_ONCE = 16;
    /** So many failures in a row are the receiver's trouble and not the letters'. */
    private static final int DOWN = 5;
    /** Or that nothing else than failures came for so long. */
    private static final Duration DOWN_AFTER = Duration.ofMinutes(1);
    private static final Duration FAR = Duration.ofDays(365);

    private final String name;
    private final Outbox outbox;
    private final Function<Letter, Attempt> receiver;
    private final Plan plan;
    private final Clock clock;
    private int failuresInARow;
    private Instant failingSince = Instant.MAX;
    private int probes;
    private Instant resume = Instant.EPOCH;
    private volatile String trouble = "";

    /**
     * When what happens.
     *
     * @param letters   when a letter is tried again
     * @param probes    when a receiver that takes nothing is tried again
     * @param giveUp    after so long a letter is given up
     * @param patience  the longest that one try may take
     */
    record Plan(Backoff letters, Backoff probes, Duration giveUp, Duration patience) {
    }

    /** @param name the endpoint's, for the log */
    LetterSender(String name, Outbox outbox, Function<Letter, Attempt> receiver, Plan plan, Clock clock) {
        this.name = name;
        this.outbox = outbox;
        this.receiver = receiver;
        this.plan = plan;
        this.clock = clock;
        // What was known of the receiver ended with the last process.
        outbox.hurry(clock.instant());
    }

    /** Why nothing is sent now; empty while letters are taken. */
    Optional<String> trouble() {
        return trouble.isEmpty() ? Optional.empty() : Optional.of(trouble);
    }

    /** @return whether more may be due */
    boolean round() throws InterruptedException {
        Instant now = clock.instant();
        if (now.isBefore(resume)) {
            return false;
        }
        boolean down = isDown(now);
        int limit = down ? 1 : AT_ONCE;
        // Whether it is back is found out by the letter that comes next, whenever that is due.
        List<Letter> due = outbox.due(down ? now.plus(FAR) : now, limit);
        if (due.isEmpty()) {
            return false;
        }
        List<Attempt> attempts = tried(due);
        note(attempts, record(attempts));
        return due.size() == limit;
    }

    /** @return how many were taken */
    private int record(List<Attempt> attempts) {
        List<Letter> taken = attempts.stream().filter(Attempt::succeeded).map(Attempt::letter).toList();
        try {
            outbox.delivered(taken);
            attempts.stream().filter(each -> !each.succeeded()).forEach(this::later);
        } catch (UncheckedIOException e) {
            // They come once more; not twice a second for as long as the disk is full.
            resume = clock.instant().plus(plan.probes().after(++probes));
            throw e;
        }
        return taken.size();
    }

    private List<Attempt> tried(List<Letter> due) throws InterruptedException {
        var tries = due.stream().<Callable<Attempt>>map(each -> () -> receiver.apply(each)).toList();
        // Ending a try by an interrupt closes its socket; it may be in the middle of an answer that never ends.
        try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("webhooks " + name).factory())) {
            var attempts = new ArrayList<Attempt>();
            List<Future<Attempt>> ended = threads.invokeAll(tries, plan.patience().toMillis(), TimeUnit.MILLISECONDS);
            for (int i = 0; i < due.size(); i++) {
                attempts.add(result(due.get(i), ended.get(i)));
            }
            return attempts;
        }
    }

    private Attempt result(Letter letter, Future<Attempt> ended) throws InterruptedException {
        try {
            return ended.get();
        } catch (CancellationException e) {
            return new Attempt(letter, "no answer within " + plan.patience().toSeconds() + " s");
        } catch (ExecutionException e) {
            LOG.debug("A letter for {} could not be tried", name, e);
            return new Attempt(letter, String.valueOf(e.getCause().getMessage()));
        }
    }

    private void later(Attempt attempt) {
        Instant now = clock.instant();
        Letter letter = attempt.letter();
        Instant first = letter.firstTry() == null ? now : letter.firstTry();
        boolean givenUp = !first.plus(plan.giveUp()).isAfter(now);
        outbox.failed(attempt, now, givenUp ? null : now.plus(plan.letters().after(letter.attempts() + 1)));
        if (givenUp) {
            LOG.warn("Webhook {} of endpoint {} is given up after {} tries: {}", letter.id(), name,
                    letter.attempts() + 1, attempt.failure());
        }
    }

    private boolean isDown(Instant now) {
        return failuresInARow >= DOWN || failingSince.isBefore(now.minus(DOWN_AFTER));
    }

    private void note(List<Attempt> attempts, int taken) {
        Instant now = clock.instant();
        boolean wasDown = isDown(now);
        if (taken > 0) {
            if (wasDown) {
                LOG.info("Endpoint {} takes webhooks again", name);
                outbox.hurry(now);
            }
            failuresInARow = 0;
            failingSince = Instant.MAX;
            probes = 0;
            trouble = "";
            return;
        }
        failuresInARow += attempts.size();
        failingSince = failingSince == Instant.MAX ? now : failingSince;
        if (isDown(now)) {
            trouble = attempts.getLast().failure();
            resume = now.plus(plan.probes().after(++probes));
            if (probes == 1) {
                LOG.warn("Endpoint {} takes no webhooks ({}): they wait", name, trouble);
            }
        }
    }
}
