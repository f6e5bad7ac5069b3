package org.groundswell.console.frame;

import java.util.regex.Pattern;

/** An address that came with a request and is followed afterwards: among the admin's pages, or none. */
final class OwnAddress {
    private static final Pattern OWN = Pattern.compile("/admin(/[A-Za-z0-9._~-]+)*/?(\\?[A-Za-z0-9._~%&=+-]*)?");

    private OwnAddress() {
    }

    static String orStart(String address) {
        return OWN.matcher(address).matches() ? address : AdminContext.PATH + StartServlet.PATTERN;
    }
}
