package org.groundswell.itests.faults;

/**
 * What became of one request.
 *
 * @param began  by {@link System#nanoTime}, as the end
 * @param status of the answer; 0 where there was none
 * @param said   the answer, or why there was none
 */
record Seen(What what, long began, long ended, int status, String said) {

    /** What was wanted. */
    enum What {
        /** A page out of memory. */
        PAGE,
        /** The form. */
        FORM,
        /** A form that was sent. */
        GIFT,
        /** A notification of the gateway. */
        NOTIFICATION
    }

    boolean isGood() {
        return status == 200;
    }

    boolean overlaps(long from, long to) {
        return began <= to && ended >= from;
    }

    @Override
    public String toString() {
        return what + " " + status + " after " + (ended - began) / 1_000_000 + " ms: "
                + said.substring(0, Math.min(200, said.length())).replaceAll("\\s+", " ");
    }
}
