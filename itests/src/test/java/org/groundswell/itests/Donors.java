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
    private final ConcurrentLinkedQueue<String> happy = new ConcurrentLinkedQueue<>();
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
                var answer = visitor.give("5", "Undisturbed", "pay");
                (answer.status() == 200 && answer.body().contains("Thank you!") ? happy : unhappy)
                        .add(answer.status() + " " + answer.body());
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

    @Override
    public void close() {
        over.set(true);
        threads.close();
    }
}
