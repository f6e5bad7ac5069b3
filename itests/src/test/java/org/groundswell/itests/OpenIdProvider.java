package org.groundswell.itests;

import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** An OpenID Connect provider of one page, on which whoever comes is the person that the test says. */
final class OpenIdProvider implements AutoCloseable {
    static final String CLIENT = "groundswell";
    static final String SECRET = "a-secret-of-the-test";

    /** Who comes next. */
    volatile String email = "";
    private final HttpServer server;
    private final KeyPair keys;
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
    private final AtomicInteger made = new AtomicInteger();

    OpenIdProvider() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        switch (exchange.getRequestURI().getPath()) {
            case "/.well-known/openid-configuration" -> answer(exchange, 200, json("issuer", issuer(),
                    "authorization_endpoint", issuer() + "/authorize", "token_endpoint", issuer() + "/token", "jwks_uri",
                    issuer() + "/keys"));
            case "/authorize" -> {
                Map<String, String> asked = fields(exchange.getRequestURI().getRawQuery());
                String code = "code-" + made.incrementAndGet();
                codes.put(code, asked);
                exchange.getResponseHeaders().set("Location", asked.get("redirect_uri") + "?code=" + code + "&state="
                        + asked.get("state"));
                answer(exchange, 302, "");
            }
            case "/token" -> answerToken(exchange);
            case "/keys" -> answer(exchange, 200, "{\"keys\":[" + key() + "]}");
            default -> answer(exchange, 404, "");
        }
    }

    private void answerToken(HttpExchange exchange) throws IOException {
        Map<String, String> form = fields(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Map<String, String> asked = codes.remove(form.getOrDefault("code", ""));
        String basic = "Basic " + Base64.getEncoder().encodeToString((CLIENT + ":" + SECRET)
                .getBytes(StandardCharsets.UTF_8));
        try {
            if (asked == null || !basic.equals(exchange.getRequestHeaders().getFirst("Authorization"))
                    || !encoded(MessageDigest.getInstance("SHA-256").digest(form.get("code_verifier")
                            .getBytes(StandardCharsets.US_ASCII))).equals(asked.get("code_challenge"))) {
                answer(exchange, 400, json("error", "invalid_grant"));
            } else {
                answer(exchange, 200, json("token_type", "Bearer", "access_token", "a", "id_token", token(asked)));
            }
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private String token(Map<String, String> asked) throws GeneralSecurityException {
        var claims = new JsonObject();
        claims.addProperty("iss", issuer());
        claims.addProperty("sub", "subject of " + email);
        claims.addProperty("aud", CLIENT);
        claims.addProperty("nonce", asked.get("nonce"));
        claims.addProperty("iat", Instant.now().getEpochSecond());
        claims.addProperty("exp", Instant.now().getEpochSecond() + 300);
        claims.addProperty("email", email);
        claims.addProperty("email_verified", true);
        String text = encoded(json("alg", "RS256", "kid", "one").getBytes(StandardCharsets.UTF_8)) + "."
                + encoded(claims.toString().getBytes(StandardCharsets.UTF_8));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(keys.getPrivate());
        signature.update(text.getBytes(StandardCharsets.US_ASCII));
        return text + "." + encoded(signature.sign());
    }

    private String key() {
        var key = (RSAPublicKey) keys.getPublic();
        return json("kty", "RSA", "kid", "one", "use", "sig", "n", encoded(unsigned(key.getModulus())), "e",
                encoded(unsigned(key.getPublicExponent())));
    }

    private static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static String json(String... pairs) {
        var object = new JsonObject();
        for (int i = 0; i < pairs.length; i += 2) {
            object.addProperty(pairs[i], pairs[i + 1]);
        }
        return object.toString();
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Map<String, String> fields(String query) {
        var fields = new HashMap<String, String>();
        for (String each : query.split("&")) {
            String[] pair = each.split("=", 2);
            fields.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
        }
        return fields;
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
