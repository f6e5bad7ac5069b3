package org.groundswell.donations.service.protection;

import java.util.List;
import java.util.Locale;
import org.groundswell.shared.visitors.VisitorNetwork;

/**
 * Who fills in a form, as far as it can be told: where it comes from, and the e-mail it gives. Personal; never logged.
 *
 * @param names where it comes from, then the e-mail where there is one
 */
public record Visitor(List<String> names) {
    /**
     * @param address as the request has it: a literal IP address, of version 6 perhaps in brackets
     * @param email   may be empty
     */
    public static Visitor of(String address, String email) {
        String network = "from " + VisitorNetwork.of(address);
        return new Visitor(email.isBlank() ? List.of(network)
                : List.of(network, "as " + email.strip().toLowerCase(Locale.ROOT)));
    }

    /** Where it comes from. */
    String network() {
        return names.getFirst();
    }

    @Override
    public String toString() {
        return "Visitor[]";
    }
}
