package org.groundswell.console.frame;

import java.util.regex.Pattern;

/** An address that came with a request and is followed afterwards: among the admin's pages, or none. */
final class OwnAddress {
    private static final Pattern OWN = Pattern.compile("/admin(/[A-Za-z0-9._~-]+)*/?(\\?[A-Za-z0-9._~%&=+-]*)?");

    /** Beyond some thousand parts the pattern would need more stack than a thread has. */
    private static final int LONGEST = 1_000;

    private OwnAddress() {
    }

    static String orStart(String address) {
        return address.length() <= LONGEST && OWN.matcher(address).matches() ? address : AdminContext.PATH + StartServlet.PATTERN;
    }
}
