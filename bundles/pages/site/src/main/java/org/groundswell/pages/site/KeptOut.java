package org.groundswell.pages.site;

import java.util.Optional;
import java.util.regex.Pattern;

/** What browsers keep out of pages because of the policy that the edge sends with them, and what to do instead. */
final class KeptOut {
    private static final Pattern ELSEWHERE = Pattern.compile("(?i)(https?:)?//.*", Pattern.DOTALL);
    private static final Pattern WITHIN = Pattern.compile("(?i)(data|blob):.*", Pattern.DOTALL);
    private static final String KEPT_OUT = " is kept out by the browser: ";
    private static final int SHOWN = 40;

    private KeptOut() {
    }

    /**
     * Why a picture, a style, a script or a font with this address is not loaded; nothing where it is.
     *
     * @param own what visitors type, or ""
     */
    static Optional<String> load(String address, String own) {
        if (isElsewhere(address, own)) {
            return Optional.of(quoted(address) + KEPT_OUT + "pages load nothing of other sites, which would learn who reads them;"
                    + " put a copy into assets/ and name that");
        }
        return WITHIN.matcher(address).matches() ? Optional.of(quoted(address) + KEPT_OUT
                + "pages show files only; put it into a file in assets/ and name that") : Optional.empty();
    }

    static boolean isElsewhere(String address, String own) {
        boolean isOwn = !own.isEmpty() && (address.equals(own) || address.startsWith(own + "/"));
        return ELSEWHERE.matcher(address).matches() && !isOwn;
    }

    static String frame(String address) {
        return quoted(address) + KEPT_OUT + "pages show no frames; link to it";
    }

    static String film(String address) {
        return quoted(address) + KEPT_OUT + "pages play no films and no sounds; link to it";
    }

    static String form(String address) {
        return quoted(address) + " gets no form: forms go to this site only; link to the other one";
    }

    /** @param kind of file into which it belongs */
    static String within(String written, String kind) {
        return shortened(written) + KEPT_OUT + "write it into a " + kind + " in assets/";
    }

    private static String quoted(String address) {
        return "'" + shortened(address) + "'";
    }

    /** What is within a page may be as long as a picture. */
    private static String shortened(String written) {
        return written.length() > 2 * SHOWN ? written.substring(0, SHOWN) + " ..." : written;
    }
}
