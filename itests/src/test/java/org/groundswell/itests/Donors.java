package org.groundswell.itests;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/** Donors who give one after another, without a pause, until this is closed. */
final class Donors implements AutoCloseable {
    private final Visitor visitor;
    private final AtomicBoolean over = new AtomicBoolean();
    private final ConcurrentLinkedQueue<String> unhappy = new ConcurrentLinkedQueue<>();
    /** Milliseconds from the form to the page that thanks, of each. */
    private final ConcurrentLinkedQueue<Long> happy = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Donors(Visitor visitor, int number) {
        this.visitor = visitor;
        for (int i = 0; i < number; i++) {
            threads.submit(this::giveAndGive);
        }
    }

    private void giveAndGive() {
        while (!over.get()) {
            try {
                long began = System.nanoTime();
                var answer = visitor.give("5", "Undisturbed", "pay");
                if (answer.status() == 200 && answer.body().contains("Thank you!")) {
                    happy.add((System.nanoTime() - began) / 1_000_000);
                } else {
                    unhappy.add(answer.status() + " " + answer.body());
                }
            } catch (Exception e) {
                unhappy.add(e.toString());
            }
        }
    }

    /** How many came to the page that thanks them. */
    int thanked() {
        return happy.size();
    }

    /** What the others saw instead. */
    List<String> unhappy() {
        return new ArrayList<>(unhappy);
    }

    /** How long the whole way took those who came to its end: for people to read, since a machine may be busy. */
    String figures() {
        long[] millis = happy.stream().mapToLong(Long::longValue).sorted().toArray();
        return millis.length == 0 ? "no gifts" : millis.length + " gifts, the whole way p50 " + millis[millis.length / 2]
                + " ms, p99 " + millis[millis.length * 99 / 100] + " ms, longest " + millis[millis.length - 1] + " ms";
    }

    @Override
    public void close() {
        over.set(true);
        threads.close();
    }
}
