package org.groundswell.payments.mollie;

import java.net.Inet4Address;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Which hosts a gateway may reach that asks from the internet, as far as their names and numbers say. */
final class WebhookHost {
    /** Names that never are on the internet (RFC 6761, 6762, 8375), and those that networks of their own use. */
    private static final List<String> OF_A_NETWORK = List.of(".localhost", ".local", ".internal", ".test", ".invalid", ".lan",
            ".home.arpa");
    /** Whatever ends with a number is an address of four numbers or none at all (url.spec.whatwg.org). */
    private static final Pattern NUMBER = Pattern.compile("(?:.*\\.)?(?:[0-9]+|0x[0-9a-f]*)");

    private WebhookHost() {
    }

    static boolean isReachable(URI webhook) {
        String host = String.valueOf(webhook.getHost()).toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
        if (NUMBER.matcher(host).matches()) {
            return isPublic(host);
        }
        // Of IPv6, which stands in brackets, and of names of one label nobody knows whether Mollie takes them.
        return host.contains(".") && !host.startsWith("[") && OF_A_NETWORK.stream().noneMatch(host::endsWith);
    }

    /** What the registry of addresses for special purposes has (RFC 6890), the networks in documents left out. */
    private static boolean isPublic(String host) {
        try {
            Inet4Address address = Inet4Address.ofLiteral(host);
            int first = Byte.toUnsignedInt(address.getAddress()[0]);
            int second = Byte.toUnsignedInt(address.getAddress()[1]);
            boolean shared = first == 100 && second >= 64 && second < 128;
            return first > 0 && first < 224 && !shared && !address.isLoopbackAddress() && !address.isLinkLocalAddress()
                    && !address.isSiteLocalAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
