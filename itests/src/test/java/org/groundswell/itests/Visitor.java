package org.groundswell.itests;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/** Speaks HTTP to a node as a donor's browser without scripts does, one step at a time. */
public final class Visitor {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final String base;
    private final Supplier<HttpClient> browser;
    private final HttpClient client;

    public Visitor(String base) {
        this(base, HttpClient.newBuilder());
    }

    /** A visitor of a site with this certificate. */
    Visitor(String base, SSLContext trust) {
        this(base, HttpClient.newBuilder().sslContext(trust));
    }

    /** One whose browser speaks HTTP/2, on one connection. */
    static Visitor overHttp2(String base, SSLContext trust) {
        return new Visitor(base, HttpClient.newBuilder().sslContext(trust), HttpClient.Version.HTTP_2);
    }

    /**
     * A visitor of a site with this certificate.
     *
     * @param from one of this machine's own addresses
     */
    Visitor(String base, SSLContext trust, InetAddress from) {
        this(base, HttpClient.newBuilder().sslContext(trust).localAddress(from));
    }

    /** @param from one of this machine's own addresses */
    Visitor(String base, InetAddress from) {
        this(base, HttpClient.newBuilder().localAddress(from));
    }

    private Visitor(String base, HttpClient.Builder browser) {
        this(base, browser, HttpClient.Version.HTTP_1_1);
    }

    private Visitor(String base, HttpClient.Builder browser, HttpClient.Version version) {
        this.base = base;
        this.browser = browser.version(version).connectTimeout(Duration.ofSeconds(20))::build;
        this.client = this.browser.get();
    }

    /** An answer. */
    public record Answer(int status, String body, HttpResponse<String> response) {
        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** Where a redirect leads, as a path on the same site. */
        public String location() {
            if (header("location").isEmpty()) {
                throw new IllegalStateException("no redirect from " + response.uri().getPath() + " but " + status + ": "
                        + body);
            }
            URI uri = URI.create(header("location"));
            return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        }
    }

    public String base() {
        return base;
    }

    /** The same browser on another machine, with connections of its own. */
    HttpClient another() {
        return browser.get();
    }

    public Answer get(String path, String... headers) throws IOException, InterruptedException {
        return send(request(path, headers).GET().build());
    }

    Answer method(String method, String path, String... headers) throws IOException, InterruptedException {
        return send(request(path, headers).method(method, HttpRequest.BodyPublishers.noBody()).build());
    }

    /** Sends a form, with further headers. */
    public Answer post(String path, Map<String, String> fields, String... headers) throws IOException, InterruptedException {
        String form = fields.entrySet().stream().map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        var all = new ArrayList<>(List.of("Content-Type", "application/x-www-form-urlencoded"));
        all.addAll(List.of(headers));
        return post(path, form, all.toArray(String[]::new));
    }

    Answer post(String path, String body, String... headers) throws IOException, InterruptedException {
        return send(request(path, headers).POST(HttpRequest.BodyPublishers.ofString(body)).build());
    }

    Answer send(String method, String path, String body, String... headers) throws IOException, InterruptedException {
        return send(request(path, headers).method(method, body.isEmpty() ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body)).build());
    }

    byte[] bytes(String path, String... headers) throws IOException, InterruptedException {
        return whole(request(path, headers).build(), HttpResponse.BodyHandlers.ofByteArray()).body();
    }

    /** The key that the node filled into a fresh donation form. */
    public String key() throws IOException, InterruptedException {
        return keyIn(get("/en/donate").body());
    }

    public static String keyIn(String form) {
        return valueIn(form, "key");
    }

    /** What a form on this page sends in this field unless somebody changes it. */
    static String valueIn(String page, String field) {
        Element found = Jsoup.parse(page).selectFirst("form [name='" + field + "'][value]");
        if (found == null) {
            throw new IllegalStateException("no field '" + field + "' in a form of " + page);
        }
        return found.attr("value");
    }

    public static Map<String, String> donation(String key, String amount, String name) {
        return Map.of("campaign", "flood", "currency", "EUR", "lang", "en", "key", key, "amount", amount, "name", name,
                "email", "donor@example.org", "message", "");
    }

    /** The whole journey: form, gateway, back; returns the page the donor ends on. */
    Answer give(String amount, String name, String decision) throws IOException, InterruptedException {
        Answer pledged = post("/donations", donation(key(), amount, name));
        Answer decided = post(pledged.location(), Map.of("action", decision));
        Answer returned = get(decided.location());
        return get(returned.location());
    }

    /** What the site tells programs about its first campaign. */
    public JsonObject campaign() throws IOException, InterruptedException {
        return JsonParser.parseString(get("/api/campaigns/flood").body()).getAsJsonObject();
    }

    public long raised() throws IOException, InterruptedException {
        return campaign().get("raised").getAsLong();
    }

    private Answer send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = whole(request, HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body(), response);
    }

    /** The client's own limit ends where the body begins. */
    private <T> HttpResponse<T> whole(HttpRequest request, HttpResponse.BodyHandler<T> body)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<T>> answer = client.sendAsync(request, body);
        try {
            return answer.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("the whole answer of " + request.uri());
        } finally {
            answer.cancel(true);
        }
    }

    private HttpRequest.Builder request(String path, String... headers) {
        var builder = HttpRequest.newBuilder(URI.create(base + path)).timeout(LIMIT);
        return headers.length == 0 ? builder : builder.headers(headers);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
