package org.groundswell.kernel.doctor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Whether each gateway that is used can be reached, takes the key, and has the time that this machine has: signatures of
 * notifications are refused five minutes apart (docs.stripe.com/webhooks, "Verify webhook signatures manually").
 */
final class GatewaysExamination implements Examination {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration APART = Duration.ofMinutes(1);
    private static final int UNAUTHORIZED = 401;
    private static final String BEARER = "Bearer ";
    private static final List<Gateway> KNOWN = List.of(
            new Gateway("stripe", "secretKey", "env:STRIPE_SECRET_KEY", "https://api.stripe.com", "/v1/balance", true),
            new Gateway("mollie", "apiKey", "env:MOLLIE_API_KEY", "https://api.mollie.com", "/v2/methods", false));

    private final InstantSource clock;

    GatewaysExamination() {
        this(InstantSource.system());
    }

    GatewaysExamination(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * @param key   the setting that names the key
     * @param path  what a key may read at least
     * @param basic whether the key is sent as a name without a password (RFC 7617), otherwise as a bearer's token
     */
    private record Gateway(String name, String key, String secret, String base, String path, boolean basic) {
        String pid() {
            return "org.groundswell.payments." + name;
        }

        String authorization(String value) {
            return basic ? "Basic " + Base64.getEncoder().encodeToString((value + ":").getBytes(StandardCharsets.UTF_8))
                    : BEARER + value;
        }
    }

    @Override
    public List<Finding> examine(Patient node) {
        var findings = new ArrayList<Finding>();
        for (Gateway each : KNOWN) {
            if (node.hasSettings(each.pid()) || node.hasFeature(each.name())) {
                findings.addAll(examine(node, each));
            }
        }
        return findings;
    }

    private List<Finding> examine(Patient node, Gateway gateway) {
        String settings = "conf/" + gateway.pid() + ".cfg";
        String key;
        try {
            key = node.secret(gateway.pid(), gateway.key(), gateway.secret());
        } catch (IllegalArgumentException e) {
            return List.of(Finding.ill(gateway.name(), e.getMessage(), "Put the key there; if it is in the environment, run"
                    + " this with the same"));
        }
        var findings = new ArrayList<Finding>();
        if (!node.hasFeature(gateway.name())) {
            findings.add(Finding.noted(gateway.name(), "it has settings, and its feature is not in deploy/",
                    "cp features/" + gateway.name() + ".json deploy/"));
        }
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            URI address = URI.create(node.setting(gateway.pid(), "apiBase", gateway.base()) + gateway.path());
            HttpResponse<Void> answer = client.send(HttpRequest.newBuilder(address).timeout(PATIENCE)
                    .header("Authorization", gateway.authorization(key)).build(), HttpResponse.BodyHandlers.discarding());
            findings.add(answer.statusCode() == UNAUTHORIZED ? Finding.ill(gateway.name(), "it refuses the key",
                    "Make a new key in its dashboard and put it where " + gateway.key() + " in " + settings + " says")
                    : Finding.well(gateway.name(), "it answers, with status " + answer.statusCode()
                            + (answer.statusCode() < 300 ? ", and takes the key" : "")));
            answer.headers().firstValue("Date").flatMap(each -> clock(gateway, each)).ifPresent(findings::add);
        } catch (IOException | IllegalArgumentException e) {
            findings.add(Finding.ill(gateway.name(), "it cannot be reached: " + e, "Look at this machine's network, its"
                    + " firewall, and apiBase in " + settings));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return findings;
    }

    private Optional<Finding> clock(Gateway gateway, String date) {
        try {
            var theirs = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            Duration ahead = Duration.between(theirs, clock.instant());
            String said = "this machine is " + Math.abs(ahead.toSeconds()) + " s " + (ahead.isNegative() ? "behind " : "ahead of ")
                    + gateway.name();
            return Optional.of(ahead.abs().compareTo(APART) < 0 ? Finding.well("clock", said) : Finding.ill("clock", said,
                    "Set the clock, and let it be kept (timedatectl set-ntp true): notifications are refused otherwise"));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
