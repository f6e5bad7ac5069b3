package org.groundswell.console.oidc;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** Asks the provider, within limits of time and size; follows it nowhere else. Thread-safe. */
final class ProviderHttp implements ResourceRetriever {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LARGEST_BYTES = 1 << 20;

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5))
            .followRedirects(HttpClient.Redirect.NEVER).build();

    /** An answer, whatever its status. */
    record Answer(int status, String body) {
    }

    Answer get(URI address) throws IOException {
        return send(HttpRequest.newBuilder(address).header("Accept", "application/json").build());
    }

    /** Sends a form; an empty authorization is left out. */
    Answer post(URI address, Map<String, String> form, String authorization) throws IOException {
        var request = HttpRequest.newBuilder(address).header("Accept", "application/json")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(form)));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return send(request.build());
    }

    @Override
    public Resource retrieveResource(URL url) throws IOException {
        try {
            Answer answer = get(url.toURI());
            if (answer.status() != 200) {
                throw new IOException(url + " answers " + answer.status());
            }
            return new Resource(answer.body(), "application/json");
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    void close() {
        client.shutdownNow();
    }

    static String encoded(Map<String, String> form) {
        return form.entrySet().stream().map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
                .collect(Collectors.joining("&"));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Answer send(HttpRequest request) throws IOException {
        var coming = client.sendAsync(request,
                BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), LARGEST_BYTES));
        try {
            HttpResponse<String> answer = coming.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return new Answer(answer.statusCode(), answer.body());
        } catch (ExecutionException e) {
            throw new IOException(request.uri() + ": " + e.getCause(), e);
        } catch (TimeoutException e) {
            coming.cancel(true);
            throw new IOException(request.uri() + " does not answer within " + PATIENCE.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
