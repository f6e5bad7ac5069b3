package org.groundswell.stress;

import java.net.URI;
import java.nio.file.Path;

/**
 * What is asked of the tester.
 *
 * @param target        the site's address, without a slash at the end
 * @param perSecond     visitors a second, where there is no curve
 * @param seconds       for how long they come, where there is no curve
 * @param curve         a file with a curve of arrivals, or null
 * @param donorsPercent how many of a hundred visitors give
 * @param thinkSeconds  how long a visitor looks at a page, on average
 * @param token         the target's agreement, or ""
 * @param reports       the folder for the report
 * @param picture       where the report goes as an HTML file with its curves, or null
 * @param progress      where the console reads how far it is, or null
 * @param worsePercent  how much fewer donations a second than in the report before are a failure; -1: do not compare
 */
record Options(URI target, double perSecond, int seconds, Path curve, int donorsPercent, double thinkSeconds,
        String token, Path reports, Path picture, Path progress, int worsePercent) {
}
