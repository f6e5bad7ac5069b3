package org.groundswell.console.oidc;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.groundswell.console.api.Role;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** Against a provider that somebody else has written. */
public class ProviderProgramTest {
    private static final String CLIENT = "groundswell";
    private final MockOAuth2Server provider = new MockOAuth2Server();
    private Desk desk;

    @Before
    public void open() throws Exception {
        provider.start(InetAddress.getByName("localhost"), 0);
        desk = new Desk(Map.of("issuer", provider.issuerUrl("charity").toString(), "clientId", CLIENT, "roleClaim",
                "groups", "roles", new String[] {"crew=editor"}), () -> "secret", Clock.systemUTC());
    }

    @After
    public void close() {
        desk.close();
        provider.shutdown();
    }

    @Test
    public void somebodyComesIn() throws Exception {
        assertEquals(303, signIn(Map.of("email", "omar@example.org", "email_verified", true, "groups", List.of("crew", "all"))));
        assertEquals("omar@example.org", desk.came.getFirst().email());
        assertEquals("subject-1", desk.came.getFirst().subject());
        assertEquals(Set.of(Role.EDITOR), desk.came.getFirst().roles());
    }

    @Test
    public void aCodeOfAnotherSignInLetsNobodyIn() throws Exception {
        URI others = follow(desk.begin(""));
        String own = TestProvider.fields(follow(desk.begin("")).getRawQuery()).get("state");
        assertEquals(403, desk.comeBack(others.getRawQuery().replaceFirst("state=[^&]*", "state=" + own)));
        assertEquals(List.of(), desk.came);
    }

    private int signIn(Map<String, Object> claims) throws Exception {
        provider.enqueueCallback(new DefaultOAuth2TokenCallback("charity", "subject-1", "JWT", List.of(CLIENT), claims,
                300));
        URI back = follow(desk.begin(""));
        assertTrue(back.toString(), back.toString().startsWith("https://admin.example/admin/sign-in/openid/callback?"));
        return desk.comeBack(back.getRawQuery());
    }

    /** The browser at the provider's, which asks nobody anything. */
    private static URI follow(URI address) throws Exception {
        try (HttpClient browser = HttpClient.newHttpClient()) {
            var answer = browser.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
            return URI.create(answer.headers().firstValue("location").orElseThrow(() ->
                    new AssertionError(answer.statusCode() + answer.body())));
        }
    }
}
