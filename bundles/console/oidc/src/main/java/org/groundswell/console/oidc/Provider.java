package org.groundswell.console.oidc;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.groundswell.console.oidc.SignInException.Problem;

/** The provider, asked for the first time when somebody wants to sign in with it. Thread-safe. */
final class Provider {
    private static final Duration KNOWN = Duration.ofHours(1);
    /** While it is away, people wait for one question in so long. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final ProviderHttp http = new ProviderHttp();
    private final String issuer;
    private final String client;
    private final Supplier<String> secret;
    private final Clock clock;
    private Known known;
    /** The question that is under way; null where none is. */
    private CompletableFuture<Known> asking;
    /** Whether the last one came to nothing. */
    private boolean isAway;
    private Instant failed = Instant.MIN;

    /** What was found out about it. */
    private record Known(Discovery discovery, IdTokens tokens, Instant at) {
    }

    /** @param secret asked for at each use; empty where the provider knows this client by its challenge alone */
    Provider(String issuer, String client, Supplier<String> secret, Clock clock) {
        this.issuer = issuer;
        this.client = client;
        this.secret = secret;
        this.clock = clock;
    }

    void close() {
        http.close();
    }

    /** Where a browser is sent to. */
    URI authorization(Pending pending, String scopes, URI callback) throws SignInException {
        var query = new LinkedHashMap<String, String>();
        query.put("response_type", "code");
        query.put("client_id", client);
        query.put("redirect_uri", callback.toString());
        query.put("scope", scopes);
        query.put("state", pending.state());
        query.put("nonce", pending.nonce());
        query.put("code_challenge", pending.challenge());
        query.put("code_challenge_method", "S256");
        URI address = known().discovery().authorization();
        return URI.create(address + (address.getRawQuery() == null ? "?" : "&") + ProviderHttp.encoded(query));
    }

    /** Whether an answer may come from this provider (RFC 9207): whoever can say who they are must be it. */
    boolean isFrom(String said) throws SignInException {
        return said.isEmpty() ? !known().discovery().namesItself() : said.equals(issuer);
    }

    /** What the token claims that this code is exchanged for. */
    JWTClaimsSet claims(String code, Pending pending, URI callback) throws SignInException {
        Known asked = known();
        return asked.tokens().verified(token(asked.discovery(), code, pending, callback), pending.nonce());
    }

    private String token(Discovery discovery, String code, Pending pending, URI callback) throws SignInException {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", callback.toString());
        form.put("code_verifier", pending.verifier());
        String authorization = "";
        String now = secret();
        if (now.isEmpty() || discovery.postsSecret()) {
            form.put("client_id", client);
        }
        if (!now.isEmpty() && discovery.postsSecret()) {
            form.put("client_secret", now);
        } else if (!now.isEmpty()) {
            authorization = basic(now);
        }
        return token(post(discovery, form, authorization));
    }

    private ProviderHttp.Answer post(Discovery discovery, Map<String, String> form, String authorization)
            throws SignInException {
        try {
            return http.post(discovery.token(), form, authorization);
        } catch (IOException e) {
            throw new SignInException(Problem.AWAY, e.getMessage(), e);
        }
    }

    private static String token(ProviderHttp.Answer answer) throws SignInException {
        try {
            Map<String, Object> said = JSONObjectUtils.parse(answer.body());
            String token = JSONObjectUtils.getString(said, "id_token");
            if (answer.status() == 200 && token != null) {
                return token;
            }
            throw new SignInException(answer.status() >= 500 ? Problem.AWAY : Problem.WRONG, "it gives no token, but "
                    + answer.status() + " " + said.getOrDefault("error", ""));
        } catch (ParseException e) {
            throw new SignInException(Problem.AWAY, "it gives no token, but " + answer.status() + " and no JSON", e);
        }
    }

    private String secret() throws SignInException {
        try {
            return secret.get();
        } catch (IllegalArgumentException e) {
            throw new SignInException(Problem.AWAY, e.getMessage(), e);
        }
    }

    /** Both parts as a form would have them (RFC 6749, section 2.3.1). */
    private String basic(String now) {
        String pair = ProviderHttp.encoded(client) + ":" + ProviderHttp.encoded(now);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * One question at a time, for all who come meanwhile. They wait for it only where nothing speaks against its answer: not
     * where it was away before, because anybody may press that button, and not where what it said before will do.
     */
    private Known known() throws SignInException {
        CompletableFuture<Known> question;
        boolean isOwn = false;
        synchronized (this) {
            if (known != null && clock.instant().isBefore(known.at().plus(KNOWN))) {
                return known;
            }
            if (clock.instant().isBefore(failed.plus(PAUSE)) || asking != null && (known != null || isAway)) {
                return knownBefore(new IOException("it did not answer a moment ago"));
            }
            if (asking == null) {
                asking = new CompletableFuture<>();
                isOwn = true;
            }
            question = asking;
        }
        if (isOwn) {
            ask(question);
        }
        try {
            return question.join();
        } catch (CompletionException e) {
            return knownBefore(e.getCause() instanceof IOException away ? away : new IOException(e.getCause()));
        }
    }

    private void ask(CompletableFuture<Known> question) {
        try {
            Known before = before();
            Discovery found = Discovery.read(http, issuer);
            IdTokens tokens = before != null && before.discovery().keys().equals(found.keys()) ? before.tokens()
                    : new IdTokens(found.keys(), http, issuer, client, clock);
            Known answer = new Known(found, tokens, clock.instant());
            isOver(answer);
            question.complete(answer);
        } catch (IOException | RuntimeException | Error e) {
            isOver(null);
            question.completeExceptionally(e);
        }
    }

    private synchronized Known before() {
        return known;
    }

    /** @param answer null: it gave none. The pause begins now: it may have taken all of our patience */
    private synchronized void isOver(Known answer) {
        asking = null;
        isAway = answer == null;
        if (isAway) {
            failed = clock.instant();
        } else {
            known = answer;
        }
    }

    /** It has said where to ask; whether it is there now shows there. */
    private synchronized Known knownBefore(IOException failure) throws SignInException {
        if (known == null) {
            throw new SignInException(Problem.AWAY, failure.getMessage(), failure);
        }
        return known;
    }
}
