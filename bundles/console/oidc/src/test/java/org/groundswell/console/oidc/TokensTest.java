package org.groundswell.console.oidc;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.groundswell.console.api.Role;
import org.junit.Test;

/** Which tokens hold, and what they say of somebody. */
public class TokensTest extends SignInAtProvider {
    @Test
    public void keysOfBothKindsCount() throws Exception {
        assertEquals(303, signIn(asked -> TestProvider.signed(provider.ec, provider.claims(asked))));
    }

    @Test
    public void aTokenThatDoesNotHoldLetsNobodyIn() throws Exception {
        RSAKey strangers = new RSAKeyGenerator(2048).keyID(provider.rsa.getKeyID()).generate();
        refused("another's key by the same id", asked -> TestProvider.signed(strangers, provider.claims(asked)));
        refused("another audience", asked -> provider.signed(provider.claims(asked).audience("somebody-else")));
        refused("two audiences and no party", asked -> provider.signed(provider.claims(asked)
                .audience(List.of(TestProvider.CLIENT, "other"))));
        refused("another party", asked -> provider.signed(provider.claims(asked).claim("azp", "other")));
        refused("another issuer", asked -> provider.signed(provider.claims(asked).issuer("https://evil.example")));
        refused("another nonce", asked -> provider.signed(provider.claims(asked).claim("nonce", "x")));
        refused("no nonce", asked -> provider.signed(provider.claims(asked).claim("nonce", null)));
        refused("expired", asked -> provider.signed(provider.claims(asked).expirationTime(at(-61))));
        refused("without an end", asked -> provider.signed(provider.claims(asked).expirationTime(null)));
        desk.from = "198.51.100.1";
        refused("from the future", asked -> provider.signed(provider.claims(asked).issueTime(at(70))));
        refused("nobody", asked -> provider.signed(provider.claims(asked).subject("")));
        refused("unsigned", asked -> new PlainJWT(provider.claims(asked).build()).serialize());
        refused("signed with the public key as a secret", this::signedWithPublicKey);
        refused("changed afterwards", asked -> changed(good(asked)));
        refused("no token", _ -> "x");
        assertEquals(Set.of(), desk.subjects());
        desk.from = "198.51.100.2";
        assertEquals("clocks differ a little", 303, signIn(asked -> provider.signed(provider.claims(asked)
                .expirationTime(at(-50)).issueTime(at(50)))));
    }

    @Test
    public void newKeysAreFoundAtOnceAndNotAskedForByEveryStranger() throws Exception {
        assertEquals(303, signIn(this::good));
        assertEquals(1, provider.askedForKeys.get());
        assertEquals(303, signIn(this::good));
        assertEquals("they are kept", 1, provider.askedForKeys.get());
        provider.rotate();
        assertEquals(303, signIn(this::good));
        assertEquals(2, provider.askedForKeys.get());
        RSAKey strangers = new RSAKeyGenerator(2048).keyID("unknown").generate();
        for (int i = 0; i < 8; i++) {
            assertTrue(signIn(asked -> TestProvider.signed(strangers, provider.claims(asked))) >= 400);
        }
        assertTrue("asked " + provider.askedForKeys.get(), provider.askedForKeys.get() <= 3);
        assertEquals("the good ones still count", 303, signIn(this::good));
    }

    @Test
    public void anAddressCountsOnceItWasVerified() throws Exception {
        for (Object unverified : new Object[] {null, false, "false", "yes", 1}) {
            assertEquals(303, signIn(asked -> provider.signed(provider.claims(asked).claim("email_verified", unverified))));
            assertEquals("", desk.came.getLast().email());
        }
        desk.close();
        desk = desk(Desk.with(settings, "trustEmail", true));
        assertEquals(303, signIn(asked -> provider.signed(provider.claims(asked).claim("email_verified", null))));
        assertEquals("omar@example.org", desk.came.getLast().email());
        assertEquals(303, signIn(asked -> provider.signed(provider.claims(asked).claim("email_verified", false))));
        assertEquals("it says it has not", "", desk.came.getLast().email());
    }

    @Test
    public void groupsMayBeRoles() throws Exception {
        desk.close();
        desk = desk(Desk.with(Desk.with(settings, "roleClaim", "realm_access.roles"), "roles",
                new String[] {"editors = editor", "a=b=finance", " "}));
        assertEquals(303, signIn(asked -> provider.signed(provider.claims(asked).claim("realm_access",
                Map.of("roles", List.of("editors", "a=b", "owner"))))));
        assertEquals(Set.of(Role.EDITOR, Role.FINANCE), desk.came.getLast().roles());
        for (Object odd : new Object[] {"editors", Map.of("roles", 5), Map.of(), List.of("editors")}) {
            assertEquals(303, signIn(asked -> provider.signed(provider.claims(asked).claim("realm_access", odd))));
            assertEquals(Set.of(), desk.came.getLast().roles());
        }
    }

    private void refused(String what, Function<Map<String, String>, String> token) throws Exception {
        assertEquals(what, 403, signIn(token));
    }

    private Date at(int seconds) {
        return Date.from(clock.instant().plusSeconds(seconds));
    }

    private String signedWithPublicKey(Map<String, String> asked) {
        try {
            var token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(provider.rsa.getKeyID()).build(),
                    provider.claims(asked).build());
            token.sign(new MACSigner(provider.rsa.toRSAPublicKey().getEncoded()));
            return token.serialize();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String changed(String token) {
        String[] parts = token.split("\\.");
        try {
            JWTClaimsSet claims = SignedJWT.parse(token).getJWTClaimsSet();
            var other = new JWTClaimsSet.Builder(claims).subject("s-2").build();
            return parts[0] + "." + new PlainJWT(other).serialize().split("\\.")[1] + "." + parts[2];
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }
}
