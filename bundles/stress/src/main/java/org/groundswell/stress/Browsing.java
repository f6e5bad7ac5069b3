package org.groundswell.stress;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** Speaks HTTP to the target as one visitor's browser, and notes how long each answer took. */
final class Browsing {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    /** What a node says to a form that is to be paid in a test, where real money would move. */
    private static final int NO_TEST = 409;

    private final HttpClient client;
    private final URI target;
    private final Measurements measurements;
    private final String language;
    private final boolean gzip;

    Browsing(HttpClient client, URI target, Measurements measurements, String language, boolean gzip) {
        this.client = client;
        this.target = target;
        this.measurements = measurements;
        this.language = language;
        this.gzip = gzip;
    }

    /** @param location where a redirect leads, as it was said; or "" */
    record Answer(int status, String location, String body) {
    }

    /** The visitor gives up; what was met is noted already. */
    static final class GaveUpException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    Answer get(Step step, String path) throws GaveUpException, InterruptedException {
        return send(step, "GET", path, request(path).GET());
    }

    Answer post(Step step, String path, Map<String, String> fields) throws GaveUpException, InterruptedException {
        String form = fields.entrySet().stream().map(each -> encode(each.getKey()) + "=" + encode(each.getValue()))
                .collect(Collectors.joining("&"));
        return send(step, "POST", path, request(path).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    /** A live stream, read until it is closed. */
    AutoCloseable listen(String path) {
        var stream = client.sendAsync(request(path).GET().build(), HttpResponse.BodyHandlers.discarding());
        return () -> stream.cancel(true);
    }

    private Answer send(Step step, String method, String path, HttpRequest.Builder request)
            throws GaveUpException, InterruptedException {
        long began = System.nanoTime();
        try {
            var response = client.send(request.timeout(LONGEST).build(), HttpResponse.BodyHandlers.ofByteArray());
            measurements.answered(step, System.nanoTime() - began);
            if (response.statusCode() >= 400 && response.statusCode() != NO_TEST) {
                throw gaveUp(method + " " + pattern(path) + " answered " + response.statusCode());
            }
            return new Answer(response.statusCode(), response.headers().firstValue("location").orElse(""),
                    text(response));
        } catch (IOException e) {
            throw gaveUp(method + " " + pattern(path) + ": " + e.getClass().getSimpleName());
        }
    }

    GaveUpException gaveUp(String what) {
        measurements.failed(what);
        return new GaveUpException();
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(target.resolve(path)).header("Accept-Language", language)
                .header("User-Agent", "Groundswell stress");
        return gzip ? request.header("Accept-Encoding", "gzip") : request;
    }

    /** Without what differs from donor to donor: a report has no use for it. */
    private static String pattern(String path) {
        return URI.create(path).getPath().replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "ID");
    }

    private static String text(HttpResponse<byte[]> response) throws IOException {
        boolean packed = response.headers().firstValue("content-encoding").orElse("").equals("gzip");
        byte[] body = response.body();
        try (var in = packed ? new GZIPInputStream(new ByteArrayInputStream(body)) : new ByteArrayInputStream(body)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
