package org.groundswell.stress;

import java.util.List;
import java.util.Map;

/**
 * How a test went.
 *
 * @param seconds     from the first visitor to the last one's end
 * @param came        visitors who came
 * @param wentThrough visitors who met no error
 * @param queued      donors who saw the waiting room
 * @param donations   donations that were made to the end
 * @param sustained   donations a second over the best ten seconds
 * @param steps       answers by kind
 * @param errors      how often each was met
 * @param testerCpu   how much of this machine's processors the tester took, in percent
 * @param gaveWayAt   when something first gave way, in seconds since the beginning; -1: nothing did
 * @param gaveWay     what that was, or ""
 * @param curve       how it went over time; empty in reports of before
 */
record Result(double seconds, int came, int wentThrough, int queued, int donations, double sustained,
        Map<Step, Times> steps, Map<String, Integer> errors, double testerCpu, double gaveWayAt, String gaveWay,
        List<Point> curve) {

    Result {
        curve = curve == null ? List.of() : List.copyOf(curve);
    }

    /** Milliseconds, and how many answers they are of. */
    record Times(long count, double p50, double p99, double p999, double longest) {
    }

    /**
     * One stretch of time.
     *
     * @param second    its middle, since the beginning
     * @param visitors  who came, a second
     * @param donations that were made to the end, a second
     * @param p50       milliseconds; 0 where nothing was answered
     * @param errors    a second
     */
    record Point(double second, double visitors, double donations, double p50, double p99, double errors) {
    }

    boolean holds() {
        return gaveWay.isEmpty();
    }
}
