package org.groundswell.donations.service;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * Who fills in a form, as far as it can be told: where it comes from, and the e-mail it gives. Personal; never logged.
 *
 * @param names at least one
 */
record Visitor(List<String> names) {
    /** Somebody's own network in IPv6; a single address of it is changed at will. */
    private static final int PREFIX_BYTES = 8;

    /**
     * @param address as the request has it: a literal IP address, of version 6 perhaps in brackets
     * @param email   may be empty
     */
    static Visitor of(String address, String email) {
        String prefix = "from " + prefix(address);
        return new Visitor(email.isBlank() ? List.of(prefix)
                : List.of(prefix, "as " + email.strip().toLowerCase(Locale.ROOT)));
    }

    @Override
    public String toString() {
        return "Visitor[]";
    }

    private static String prefix(String address) {
        try {
            InetAddress parsed = InetAddress.ofLiteral(address.replaceAll("^\\[|%.*$|]$", ""));
            return parsed instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), PREFIX_BYTES))
                    : parsed.getHostAddress();
        } catch (IllegalArgumentException e) {
            return "nowhere";
        }
    }
}
