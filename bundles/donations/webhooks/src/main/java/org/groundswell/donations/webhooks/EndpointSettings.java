package org.groundswell.donations.webhooks;

import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Ledger;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.api.node.Secret;

/** What the settings of an endpoint mean; refuses what they cannot. */
final class EndpointSettings {
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

    private EndpointSettings() {
    }

    static Receiver receiver(NodeFolder node, WebhookEndpoint.Config config, Ledger ledger, Clock clock) {
        List<Secret> secrets = Stream.of(config.secrets()).map(each -> Secret.named("secrets", each, node)).toList();
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("secrets: expected at least one, found none");
        }
        List<Network> allowed = Stream.of(config.allowedNetworks()).filter(each -> !each.isBlank())
                .map(Network::parse).toList();
        return new Receiver(url(config.url()), new ReceiverAddresses(allowed, InetAddress::getAllByName),
                new LetterSignature(secrets), config.personalData(), ledger, clock,
                Duration.ofSeconds(config.patienceSeconds()));
    }

    private static URI url(String text) {
        URI url = URI.create(text);
        boolean isWeb = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
        if (!isWeb || url.getHost() == null || url.getUserInfo() != null || url.getFragment() != null) {
            // It is not repeated: it may have a password in it.
            throw new IllegalArgumentException("url: expected https://host/path without a user and without #");
        }
        return URI.create(url.toASCIIString());
    }

    static Set<DonationState> states(String[] names) {
        var states = EnumSet.noneOf(DonationState.class);
        for (String each : names) {
            try {
                if (!each.isBlank()) {
                    states.add(DonationState.valueOf(each.strip().toUpperCase(Locale.ROOT)));
                }
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("states: expected some of "
                        + EnumSet.allOf(DonationState.class).toString().toLowerCase(Locale.ROOT) + ", found '" + each
                        + "'", e);
            }
        }
        return states.isEmpty() ? EnumSet.allOf(DonationState.class) : states;
    }

    static String name(Map<String, Object> properties) {
        String pid = String.valueOf(properties.get("service.pid"));
        String name = pid.contains("~") ? pid.substring(pid.indexOf('~') + 1) : "default";
        if (!name.matches(NAME)) {
            throw new IllegalArgumentException("the name of an endpoint (behind ~): expected letters, digits, dots and"
                    + " dashes, found something else");
        }
        return name;
    }
}
