package org.groundswell.console.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Set;
import org.groundswell.console.oidc.SignInException.Problem;

/**
 * Judges ID tokens (OpenID Connect Core 1.0, section 3.1.3.7): signed by a key of the provider, with RS256 or ES256 and
 * nothing else, for this client, for this very sign-in, and in time. Keys are kept for five minutes; one that is not among
 * them is asked for at once, but not for every token that names one. Thread-safe.
 */
final class IdTokens {
    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final Duration REFRESH = Duration.ofSeconds(15);
    private static final Duration PAUSE = Duration.ofSeconds(30);
    private static final int LEEWAY_SECONDS = 60;
    private static final int LONGEST_SUBJECT = 255;

    private final String issuer;
    private final String client;
    private final Clock clock;
    private final JWKSource<SecurityContext> keys;

    IdTokens(URI address, ProviderHttp http, String issuer, String client, Clock clock) throws IOException {
        this.issuer = issuer;
        this.client = client;
        this.clock = clock;
        this.keys = JWKSourceBuilder.<SecurityContext>create(address.toURL(), http)
                .cache(KEPT.toMillis(), REFRESH.toMillis()).refreshAheadCache(false).rateLimited(PAUSE.toMillis()).build();
    }

    /** What a token claims, if it holds. */
    JWTClaimsSet verified(String token, String nonce) throws SignInException {
        try {
            JWTClaimsSet claims = processor(nonce).process(token, null);
            check(claims);
            return claims;
        } catch (KeySourceException e) {
            throw new SignInException(Problem.AWAY, "its keys cannot be had: " + e.getMessage(), e);
        } catch (ParseException | BadJOSEException | JOSEException e) {
            throw wrong(e.getMessage(), e);
        }
    }

    private DefaultJWTProcessor<SecurityContext> processor(String nonce) {
        var expected = new JWTClaimsSet.Builder().issuer(issuer).claim("nonce", nonce).build();
        var claims = new DefaultJWTClaimsVerifier<SecurityContext>(client, expected, Set.of("sub", "exp", "iat")) {
            @Override
            protected Date currentTime() {
                return Date.from(clock.instant());
            }
        };
        claims.setMaxClockSkew(LEEWAY_SECONDS);
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256), keys));
        processor.setJWTClaimsSetVerifier(claims);
        return processor;
    }

    private void check(JWTClaimsSet claims) throws SignInException, ParseException {
        String party = claims.getStringClaim("azp");
        if (party != null && !party.equals(client) || party == null && claims.getAudience().size() > 1) {
            throw wrong("the token was made for another client", null);
        }
        if (claims.getIssueTime().toInstant().isAfter(clock.instant().plusSeconds(LEEWAY_SECONDS))) {
            throw wrong("the token comes from the future: is this machine's clock right?", null);
        }
        if (claims.getSubject().isBlank() || claims.getSubject().length() > LONGEST_SUBJECT) {
            throw wrong("the token names nobody", null);
        }
    }

    private static SignInException wrong(String reason, Throwable cause) {
        return new SignInException(Problem.WRONG, "its token does not hold: " + reason, cause);
    }
}
