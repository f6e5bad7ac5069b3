package org.groundswell.edge.listener;

import java.net.URI;
import java.net.URISyntaxException;

/** The site's address as visitors type it. */
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
        String url = config.publicUrl().strip();
        if (!url.isEmpty()) {
            return given(url);
        }
        return URI.create(config.tlsPort() == 0 ? "http://" + literal(config.host()) + ":" + config.port()
                : "https://" + literal(config.host()) + ":" + config.tlsPort());
    }

    /** A host as it stands in a URL: an IPv6 address in brackets (RFC 3986, section 3.2.2). */
    static String literal(String host) {
        String address = host.strip();
        // What comes behind a percent sign is this machine's name of an interface; nobody else knows it.
        int zone = address.indexOf('%');
        return address.indexOf(':') < 0 || address.startsWith("[") ? address
                : "[" + (zone < 0 ? address : address.substring(0, zone)) + "]";
    }

    private static URI given(String url) {
        try {
            URI uri = new URI(url.replaceFirst("/+$", ""));
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (!http || uri.getHost() == null || uri.getPort() > 65_535) {
                throw wrong(url, "is no web address");
            }
            if (!uri.getRawPath().isEmpty()) {
                throw wrong(url, "has a path. The site stands at the root of its name: give it one of its own, and"
                        + " let the proxy lead it there");
            }
            if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
                throw wrong(url, "has more than scheme, name and port");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw wrong(url, "is no web address (" + e.getReason() + ")");
        }
    }

    private static IllegalArgumentException wrong(String url, String why) {
        return new IllegalArgumentException(FILE + ": publicUrl = " + url + " " + why
                + ". Expected something like https://give.example");
    }
}
