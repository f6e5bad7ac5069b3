package org.groundswell.stress;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.groundswell.stress.Browsing.Answer;
import org.groundswell.stress.Browsing.GaveUpException;

/** One visitor: arrives, reads, perhaps gives and pays in the test gateway, and comes back. */
final class Visit {
    private static final int READ_ON_PERCENT = 40;
    private static final int COME_BACK_PERCENT = 30;
    /** Who is quicker with a form is taken for a program. */
    private static final double QUICKEST_SECONDS = 2.5;
    private static final int MOST_LOOKS = 500;
    /** The field with which a node takes a form only where it is paid in a test. */
    private static final String TEST = "test";
    private static final String TEST_PAYMENT = "/sandbox/checkout/";

    private final Browsing browsing;
    private final Measurements measurements;
    private final String language;
    private final boolean scripts;
    private final boolean gives;
    private final double thinkSeconds;

    Visit(Browsing browsing, Measurements measurements, String language, boolean scripts, boolean gives,
            double thinkSeconds) {
        this.browsing = browsing;
        this.measurements = measurements;
        this.language = language;
        this.scripts = scripts;
        this.gives = gives;
        this.thinkSeconds = thinkSeconds;
    }

    void run() throws InterruptedException {
        try {
            var home = new Html(page(browsing.get(Step.PAGE, "/")).body());
            for (String file : home.files(scripts)) {
                browsing.get(Step.FILE, file);
            }
            try (AutoCloseable _ = scripts && !home.live().isEmpty() ? browsing.listen(home.live()) : () -> { }) {
                read();
            }
            measurements.wentThrough();
        } catch (GaveUpException e) {
            // It is in the measurements.
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            measurements.failed("this tester: " + e);
        }
    }

    private void read() throws GaveUpException, InterruptedException {
        think(0);
        if (happens(READ_ON_PERCENT)) {
            browsing.get(Step.PAGE, "/" + language + "/about");
            think(0);
        }
        if (gives) {
            give();
        }
        if (happens(COME_BACK_PERCENT)) {
            think(0);
            browsing.get(Step.PAGE, "/" + language + "/");
        }
    }

    private void give() throws GaveUpException, InterruptedException {
        var form = new Html(browsing.get(Step.PAGE, "/" + language + "/donate").body());
        think(QUICKEST_SECONDS);
        Map<String, String> fields = new HashMap<>(form.fields());
        fields.put("name", "Stress test");
        // Nobody is to read thousands of them before they are shown.
        fields.put("anonymous", "yes");
        fields.put(TEST, "yes");
        Answer sent = browsing.post(Step.FORM, "/donations", fields);
        if (sent.status() == 200) {
            // Taken for a program: a donor presses the button on the summary.
            think(QUICKEST_SECONDS);
            fields = new HashMap<>(new Html(sent.body()).fields());
            fields.put(TEST, "yes");
            sent = browsing.post(Step.FORM, "/donations", fields);
        }
        if (sent.status() == 200) {
            throw browsing.gaveUp("POST /donations asks for more than a click: the node has many open gifts from this"
                    + " machine; raise challengeFrom and refuseFrom in org.groundswell.donations.service.pledges for"
                    + " the test");
        }
        String next = waited(sent).location();
        if (!next.startsWith(TEST_PAYMENT)) {
            throw browsing.gaveUp("POST /donations led to no test payment: a node with a real gateway can be visited"
                    + " with --donors 0");
        }
        browsing.get(Step.PAYMENT, next);
        think(0);
        String back = browsing.post(Step.PAYMENT, next, Map.of("action", "pay")).location();
        String thanks = browsing.get(Step.PAYMENT, back).location();
        browsing.get(Step.PAGE, thanks);
        measurements.donated();
    }

    /** Looks at the queue, if there is one, until the turn comes. */
    private Answer waited(Answer sent) throws GaveUpException, InterruptedException {
        if (!sent.location().startsWith("/wait?")) {
            return sent;
        }
        measurements.queued();
        for (int look = 0; look < MOST_LOOKS; look++) {
            Answer answer = browsing.get(Step.WAIT, sent.location());
            if (answer.status() != 200) {
                return answer;
            }
            Thread.sleep(Duration.ofSeconds(Math.max(1, new Html(answer.body()).refreshSeconds())));
        }
        throw browsing.gaveUp("the queue did not come to an end");
    }

    private Answer page(Answer first) throws GaveUpException, InterruptedException {
        return first.location().isEmpty() ? first : browsing.get(Step.PAGE, first.location());
    }

    /** Most look shortly, some for long. */
    private void think(double least) throws InterruptedException {
        double seconds = -thinkSeconds * Math.log(1 - ThreadLocalRandom.current().nextDouble());
        Thread.sleep(Duration.ofNanos((long) (1e9 * Math.max(least, Math.min(seconds, 5 * thinkSeconds)))));
    }

    private static boolean happens(int percent) {
        return ThreadLocalRandom.current().nextInt(100) < percent;
    }
}
