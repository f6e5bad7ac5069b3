package org.groundswell.edge.listener;

import java.net.URI;
import java.net.URISyntaxException;

/** The address of a port as those who come there type it. */
final class SiteAddress {
    private static final String FILE = "conf/org.groundswell.edge.listener.cfg";

    private SiteAddress() {
    }

    /**
     * What the settings say, without a slash at the end.
     *
     * @throws IllegalArgumentException with a message that says which file has to be mended and how
     */
    static URI of(PublicListener.Config config) {
        return of(FILE, config.publicUrl(), config.host(), config.port(), config.tlsPort());
    }

    /** @param file that says all this */
    static URI of(String file, String publicUrl, String host, int port, int tlsPort) {
        String url = publicUrl.strip();
        if (!url.isEmpty()) {
            return given(file, url);
        }
        return URI.create(tlsPort == 0 ? "http://" + literal(host) + ":" + port
                : "https://" + literal(host) + ":" + tlsPort);
    }

    /** A host as it stands in a URL: an IPv6 address in brackets (RFC 3986, section 3.2.2). */
    static String literal(String host) {
        String address = host.strip();
        // What comes behind a percent sign is this machine's name of an interface; nobody else knows it.
        int zone = address.indexOf('%');
        return address.indexOf(':') < 0 || address.startsWith("[") ? address
                : "[" + (zone < 0 ? address : address.substring(0, zone)) + "]";
    }

    private static URI given(String file, String url) {
        try {
            URI uri = new URI(url.replaceFirst("/+$", ""));
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (!http || uri.getHost() == null || uri.getPort() > 65_535) {
                throw wrong(file, url, "is no web address");
            }
            if (!uri.getRawPath().isEmpty()) {
                throw wrong(file, url, "has a path. What is here stands at the root of its name: give it one of its own, and"
                        + " let the proxy lead it there");
            }
            if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
                throw wrong(file, url, "has more than scheme, name and port");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw wrong(file, url, "is no web address (" + e.getReason() + ")");
        }
    }

    private static IllegalArgumentException wrong(String file, String url, String why) {
        return new IllegalArgumentException(file + ": publicUrl = " + url + " " + why
                + ". Expected something like https://give.example");
    }
}
