package org.groundswell.console.oidc;

import java.net.URI;

/** An address of a provider: with TLS, or on this machine. */
final class WebAddress {

    private WebAddress() {
    }

    /**
     * Reads one.
     *
     * @param what it is, for messages
     * @throws IllegalArgumentException where it is none
     */
    static URI read(String what, String text) {
        URI uri;
        try {
            uri = URI.create(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(what + ": '" + text + "' is no web address", e);
        }
        boolean safe = "https".equalsIgnoreCase(uri.getScheme())
                || "http".equalsIgnoreCase(uri.getScheme()) && isThisMachine(uri.getHost());
        if (!safe || uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException(what + ": expected an address that begins with https://, found '" + text
                    + "'");
        }
        return uri;
    }

    private static boolean isThisMachine(String host) {
        return host != null && (host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}"));
    }
}
