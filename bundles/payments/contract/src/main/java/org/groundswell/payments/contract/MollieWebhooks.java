package org.groundswell.payments.contract;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/** Which addresses for notifications Mollie refuses, and the payment with them: those that it cannot reach. */
final class MollieWebhooks {
    private static final Pattern OWN_NETWORKS = Pattern.compile("(0|10|127)\\.\\d+\\.\\d+\\.\\d+|169\\.254\\.\\d+\\.\\d+"
            + "|192\\.168\\.\\d+\\.\\d+|172\\.(1[6-9]|2\\d|3[01])\\.\\d+\\.\\d+|100\\.(6[4-9]|[7-9]\\d|1[01]\\d|12[0-7])\\.\\d+\\.\\d+");
    private static final Pattern OWN_NAMES = Pattern.compile("[^.]+|.*\\.(localhost|local|internal|lan|test|invalid|home\\.arpa)");

    private MollieWebhooks() {
    }

    static boolean isRefused(String address) {
        String host = URI.create(address.toLowerCase(Locale.ROOT)).getHost();
        return host == null || OWN_NETWORKS.matcher(host).matches() || OWN_NAMES.matcher(host).matches();
    }
}
