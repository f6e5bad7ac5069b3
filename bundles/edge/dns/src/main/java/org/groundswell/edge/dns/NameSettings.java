package org.groundswell.edge.dns;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.groundswell.kernel.api.node.Secret;
import org.xbill.DNS.Name;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TextParseException;

/** What the settings mean; refuses what they cannot. */
final class NameSettings {
    private static final int DNS_PORT = 53;
    /** Of the methods of RFC 8945 those that are no longer to be used are left out. */
    private static final Set<String> ALGORITHMS = Set.of("hmac-sha256", "hmac-sha384", "hmac-sha512");

    private NameSettings() {
    }

    static AddressKeeper keeper(NodeName.Config config, Secret secret) {
        Name zone = name("zone", config.zone());
        Name name = name("name", config.name());
        if (!name.subdomain(zone)) {
            throw new IllegalArgumentException("name: " + name + " is not in zone " + zone);
        }
        var silence = Duration.ofSeconds(config.deadSeconds());
        if (silence.compareTo(Duration.ofSeconds(3L * config.beatSeconds())) < 0) {
            throw new IllegalArgumentException("deadSeconds: expected at least three times beatSeconds (" + config.beatSeconds()
                    + "), found " + config.deadSeconds());
        }
        return new AddressKeeper(new DnsZone(new SignedExchange(server(config.server()), key(config, secret)), zone, name,
                config.ttlSeconds()),
                addresses(config.addresses()), new Neighbours(silence, System::nanoTime));
    }

    private static Supplier<TSIG> key(NodeName.Config config, Secret secret) {
        if (!ALGORITHMS.contains(config.keyAlgorithm())) {
            throw new IllegalArgumentException("keyAlgorithm: expected one of " + ALGORITHMS + ", found '"
                    + config.keyAlgorithm() + "'");
        }
        Name algorithm = TSIG.algorithmToName(config.keyAlgorithm());
        Name name = name("keyName", config.keyName());
        return () -> {
            try {
                return new TSIG(algorithm, name, Base64.getDecoder().decode(secret.value()));
            } catch (IllegalArgumentException e) {
                // The library's own words could repeat the secret.
                throw new IllegalArgumentException("secret: what " + secret + " names is not there or is no key in Base64");
            }
        };
    }

    private static Name name(String setting, String text) {
        try {
            if (!text.isBlank()) {
                return Name.fromString(text.strip(), Name.root);
            }
        } catch (TextParseException e) {
            throw new IllegalArgumentException(setting + ": '" + text + "' is no name: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException(setting + ": expected a name, found nothing");
    }

    private static InetSocketAddress server(String text) {
        var host = text.strip();
        if (host.isEmpty()) {
            throw new IllegalArgumentException("server: expected host or host:port, found nothing");
        }
        int port = DNS_PORT;
        int colon = host.lastIndexOf(':');
        if (colon > 0 && (host.indexOf(':') == colon || host.charAt(colon - 1) == ']')) {
            try {
                port = Integer.parseInt(host.substring(colon + 1));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("server: expected host or host:port, found '" + text + "'", e);
            }
            host = host.substring(0, colon);
        }
        try {
            // Looked up at each use: at a machine's start names may not be known yet.
            return InetSocketAddress.createUnresolved(host, port);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("server: expected host or host:port, found '" + text + "'", e);
        }
    }

    /** As visitors see them. */
    private static List<InetAddress> addresses(String... texts) {
        List<InetAddress> addresses = Stream.of(texts).map(String::strip).filter(each -> !each.isEmpty())
                .map(NameSettings::address).distinct().toList();
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("addresses: expected at least one address at which visitors reach this node");
        }
        return addresses;
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("addresses: expected an address such as 192.0.2.1 or 2001:db8::1, found '"
                    + text + "'", e);
        }
    }
}
