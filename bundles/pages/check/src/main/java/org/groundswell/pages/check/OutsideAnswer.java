package org.groundswell.pages.check;

/**
 * What another site says of a link.
 *
 * @param status   of HTTP; 0 where there was none
 * @param location where it sends on; "" where it does not
 * @param why      there is no status; "" where there is one
 */
record OutsideAnswer(int status, String location, String why) {

    static OutsideAnswer failed(String why) {
        return new OutsideAnswer(0, "", why);
    }

    boolean sendsOn() {
        return !location.isEmpty() && (status == 301 || status == 302 || status == 303 || status == 307 || status == 308);
    }
}
