package org.groundswell.console.oidc;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A provider as the specification has it: codes count once, and only with the verifier; keys are published by their ids. */
final class TestProvider implements AutoCloseable {
    static final String CLIENT = "groundswell";
    static final String SECRET = "a secret/with+odd signs";

    final AtomicInteger askedForKeys = new AtomicInteger();
    final AtomicInteger askedForItself = new AtomicInteger();
    final AtomicInteger askedForTokens = new AtomicInteger();
    /** All that was asked, also while it was down. */
    final AtomicInteger asked = new AtomicInteger();
    volatile boolean isDown;
    /** It answers nothing before this is over. */
    volatile CountDownLatch pause = new CountDownLatch(0);
    volatile String callsItself;
    volatile RSAKey rsa;
    volatile ECKey ec;
    private final HttpServer server;
    private final Clock clock;
    private final Map<String, Grant> grants = new ConcurrentHashMap<>();

    /** What somebody has agreed to. */
    private record Grant(Map<String, String> asked, Function<Map<String, String>, String> token) {
    }

    TestProvider(Clock clock) throws Exception {
        this.clock = clock;
        rotate();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
        callsItself = issuer();
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void rotate() throws Exception {
        rsa = new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate();
        ec = new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
    }

    /** Somebody says yes at the address that a browser was sent to; what the browser comes back with. */
    String agree(URI address, Function<Map<String, String>, String> token) {
        Map<String, String> asked = fields(address.getRawQuery());
        String code = "code-" + grants.size() + "+/ =";
        grants.put(code, new Grant(asked, token));
        return ProviderHttp.encoded(Map.of("code", code, "state", asked.get("state"), "iss", issuer()));
    }

    /** The claims of a good token for what was asked. */
    JWTClaimsSet.Builder claims(Map<String, String> asked) {
        return new JWTClaimsSet.Builder().issuer(issuer()).subject("s-1").audience(CLIENT)
                .issueTime(Date.from(clock.instant())).expirationTime(Date.from(clock.instant().plusSeconds(300)))
                .claim("nonce", asked.get("nonce")).claim("email", "omar@example.org").claim("email_verified", true);
    }

    String signed(JWTClaimsSet.Builder claims) {
        return signed(rsa, claims);
    }

    static String signed(JWK key, JWTClaimsSet.Builder claims) {
        try {
            boolean isRsa = key instanceof RSAKey;
            JWSSigner signer = isRsa ? new RSASSASigner((RSAKey) key) : new ECDSASigner((ECKey) key);
            var token = new SignedJWT(new JWSHeader.Builder(isRsa ? JWSAlgorithm.RS256 : JWSAlgorithm.ES256)
                    .keyID(key.getKeyID()).build(), claims.build());
            token.sign(signer);
            return token.serialize();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.incrementAndGet();
        try {
            pause.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        if (isDown) {
            answer(exchange, 503, "<h1>down</h1>");
        } else if (path.equals("/.well-known/openid-configuration")) {
            askedForItself.incrementAndGet();
            answer(exchange, 200, JSONObjectUtils.toJSONString(Map.of("issuer", callsItself, "authorization_endpoint",
                    issuer() + "/authorize?tenant=1", "token_endpoint", issuer() + "/token", "jwks_uri", issuer() + "/keys",
                    "authorization_response_iss_parameter_supported", true)));
        } else if (path.equals("/keys")) {
            askedForKeys.incrementAndGet();
            answer(exchange, 200, new JWKSet(List.of(rsa, ec)).toString(true));
        } else if (path.equals("/token")) {
            askedForTokens.incrementAndGet();
            exchangeCode(exchange);
        } else {
            answer(exchange, 404, "{}");
        }
    }

    private void exchangeCode(HttpExchange exchange) throws IOException {
        Map<String, String> form = fields(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        String basic = exchange.getRequestHeaders().getFirst("Authorization");
        String known = "Basic " + Base64.getEncoder().encodeToString((CLIENT + ":" + ProviderHttp.encoded(SECRET))
                .getBytes(StandardCharsets.UTF_8));
        Grant grant = grants.remove(form.getOrDefault("code", ""));
        if (!known.equals(basic)) {
            answer(exchange, 401, "{\"error\":\"invalid_client\"}");
        } else if (grant == null || !form.get("redirect_uri").equals(grant.asked().get("redirect_uri"))
                || !challenge(form.get("code_verifier")).equals(grant.asked().get("code_challenge"))
                || !"S256".equals(grant.asked().get("code_challenge_method"))) {
            answer(exchange, 400, "{\"error\":\"invalid_grant\"}");
        } else {
            answer(exchange, 200, JSONObjectUtils.toJSONString(Map.of("access_token", "a", "token_type", "Bearer",
                    "id_token", grant.token().apply(grant.asked()))));
        }
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(MessageDigest.getInstance("SHA-256")
                    .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static Map<String, String> fields(String query) {
        var fields = new HashMap<String, String>();
        for (String each : query.split("&")) {
            String[] pair = each.split("=", 2);
            fields.put(URLDecoder.decode(pair[0], StandardCharsets.UTF_8), URLDecoder.decode(pair[1],
                    StandardCharsets.UTF_8));
        }
        return fields;
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}
