package org.groundswell.stress;

/** What a visitor does, and how long it may take before somebody would call it slow. */
enum Step {
    PAGE("pages", 1_000), FILE("files", 1_000), FORM("donation forms sent", 3_000), WAIT("looks at the queue", 1_000),
    PAYMENT("test payments", 3_000);

    private final String title;
    private final long slowMillis;

    Step(String title, long slowMillis) {
        this.title = title;
        this.slowMillis = slowMillis;
    }

    String title() {
        return title;
    }

    long slowMillis() {
        return slowMillis;
    }
}
