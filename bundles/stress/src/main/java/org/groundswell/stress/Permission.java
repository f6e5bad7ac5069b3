package org.groundswell.stress;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A load test of somebody else's site is an attack: another machine has to have agreed. */
final class Permission {
    private Permission() {
    }

    /** @throws IllegalArgumentException with the reason, if the target must not be tested */
    static void check(HttpClient client, Options options) throws IOException, InterruptedException {
        String host = options.target().getHost().replaceAll("[\\[\\]]", "");
        if (Arrays.stream(InetAddress.getAllByName(host)).allMatch(InetAddress::isLoopbackAddress)) {
            return;
        }
        if (options.token().isEmpty()) {
            throw new IllegalArgumentException(options.target() + " is another machine, which has to agree: give the"
                    + " token that its admin gets with 'bin/groundswell shell groundswell:allowstress' as --token");
        }
        URI asked = options.target().resolve(Agreement.PATH + "?token="
                + URLEncoder.encode(options.token(), StandardCharsets.UTF_8));
        int status = client.send(HttpRequest.newBuilder(asked).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
        if (status != 204) {
            throw new IllegalArgumentException(options.target() + " has not agreed with this token, or no longer"
                    + " (status " + status + ")");
        }
    }
}
