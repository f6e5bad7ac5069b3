package org.groundswell.pages.check;

/**
 * What another site says of a link.
 *
 * @param status   of HTTP; 0 where there was none
 * @param location where it sends on; "" where it does not
 * @param why      there is no status; "" where there is one, and where it was not tried
 * @param fault    whose fault it is that there is no status
 */
record OutsideAnswer(int status, String location, String why, Fault fault) {

    enum Fault {
        NONE,
        /** Of the link. */
        ADDRESS,
        /** Of a site that was waited for: there may be an answer elsewhere on it. */
        SILENCE,
        /** Of the site: it is true of all its addresses with this scheme. */
        SITE
    }

    OutsideAnswer(int status, String location, String why) {
        this(status, location, why, Fault.NONE);
    }

    static OutsideAnswer notTried() {
        return new OutsideAnswer(0, "", "");
    }

    static OutsideAnswer failed(String why) {
        return new OutsideAnswer(0, "", why, Fault.ADDRESS);
    }

    static OutsideAnswer silent() {
        return new OutsideAnswer(0, "", "the site does not answer", Fault.SILENCE);
    }

    static OutsideAnswer unreachable(String why) {
        return new OutsideAnswer(0, "", why, Fault.SITE);
    }

    boolean sendsOn() {
        return !location.isEmpty() && (status == 301 || status == 302 || status == 303 || status == 307 || status == 308);
    }
}
