package org.groundswell.console.oidc;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.groundswell.console.api.NotLetInException;
import org.groundswell.console.api.NotLetInException.Reason;
import org.junit.Test;

public class OpenIdConnectTest extends SignInAtProvider {
    @Test
    public void somebodyComesInAndSeesThePageTheyWanted() throws Exception {
        URI address = desk.begin("to=%2Fadmin%2Fgifts%3Fq%3Dx");
        assertTrue(address.toString(), address.toString().startsWith(provider.issuer() + "/authorize?tenant=1&"));
        Map<String, String> asked = TestProvider.fields(address.getRawQuery());
        assertEquals("code", asked.get("response_type"));
        assertEquals("openid email", asked.get("scope"));
        assertEquals("https://admin.example/admin/sign-in/openid/callback", asked.get("redirect_uri"));
        assertTrue(desk.setCookie, desk.setCookie.endsWith("; Path=/admin/sign-in; HttpOnly; SameSite=Lax; Max-Age=600; Secure"));
        assertFalse("what only this sign-in knows is not told", address.toString().contains(desk.cookie));
        assertEquals(303, desk.comeBack(provider.agree(address, this::good)));
        assertEquals("/admin/gifts?q=x", desk.to);
        assertEquals("omar@example.org", desk.came.getFirst().email());
        assertEquals(provider.issuer(), desk.came.getFirst().issuer());
        assertEquals(Set.of(), desk.came.getFirst().roles());
        assertTrue("the cookie has done its work", desk.setCookie.contains("Max-Age=0"));
    }

    @Test
    public void anAnswerCountsOnceAndInItsOwnBrowser() throws Exception {
        String answer = provider.agree(desk.begin(""), this::good);
        String cookie = desk.cookie;
        desk.cookie = "";
        assertEquals("another browser", 400, desk.comeBack(answer));
        desk.cookie = cookie.substring(0, cookie.length() - 2) + "xx";
        assertEquals("a forged cookie", 400, desk.comeBack(answer));
        desk.cookie = cookie;
        assertEquals("no state", 400, desk.comeBack(answer.replaceFirst("state=[^&]*", "state=")));
        assertEquals("another state", 400, desk.comeBack(answer.replaceFirst("state=[^&]*", "state=x")));
        assertTrue(desk.page, desk.page.contains("not begun in this browser"));
        assertEquals(303, desk.comeBack(answer));
        desk.cookie = cookie;
        assertEquals("a second time", 400, desk.comeBack(answer));
        String late = provider.agree(desk.begin(""), this::good);
        clock.pass(Duration.ofMinutes(11));
        assertEquals("too late", 400, desk.comeBack(late));
        assertEquals(1, desk.came.size());
        assertEquals("nobody asked the provider about these", 1, provider.askedForTokens.get());
    }

    @Test
    public void aCodeOfAnotherSignInCountsForNothing() throws Exception {
        String others = provider.agree(desk.begin(""), this::good);
        URI own = desk.begin("");
        String state = TestProvider.fields(own.getRawQuery()).get("state");
        assertEquals(403, desk.comeBack(others.replaceFirst("state=[^&]*", "state=" + state)));
    }

    @Test
    public void anAnswerOfAnotherProviderIsNotTakenToThisOne() throws Exception {
        String answer = provider.agree(desk.begin(""), this::good);
        assertEquals(403, desk.comeBack(answer.replaceFirst("iss=[^&]*", "iss=https%3A%2F%2Fevil.example")));
        answer = provider.agree(desk.begin(""), this::good);
        assertEquals("it says who it is, always", 403, desk.comeBack(answer.replaceFirst("iss=[^&]*", "x=y")));
        assertEquals(0, provider.askedForTokens.get());
    }

    @Test
    public void whoSaysNoIsToldSo() throws Exception {
        String state = TestProvider.fields(desk.begin("").getRawQuery()).get("state");
        assertEquals(403, desk.comeBack(ProviderHttp.encoded(Map.of("error", "access_denied", "state", state, "iss",
                provider.issuer()))));
        assertTrue(desk.page, desk.page.contains("or you said no there"));
    }

    @Test
    public void whoWasNotLetInHereStaysOutside() throws Exception {
        desk.doorIsOpen = false;
        assertEquals(403, signIn(this::good));
        assertTrue(desk.page, desk.page.contains("nobody has let you in here"));
    }

    @Test
    public void whyAnOwnerHasToHelpIsSaid() throws Exception {
        for (var each : Map.of(Reason.CUT_OFF, "has cut off", Reason.LAST_OWNER, "only owner", Reason.NAME_TAKEN,
                "Somebody else", Reason.IDENTITY_TAKEN, "tied to another account", Reason.FULL, "no room").entrySet()) {
            desk.refusal = new NotLetInException(each.getKey());
            assertEquals(403, signIn(this::good));
            assertTrue(desk.page, desk.page.contains(each.getValue()));
        }
    }

    @Test
    public void whatCannotBeWrittenNowIsToBeTriedAgain() throws Exception {
        desk.refusal = new NotLetInException(Reason.UNREACHABLE);
        assertEquals(503, signIn(this::good));
        assertTrue(desk.page, desk.page.contains("try again in a moment"));
    }

    @Test
    public void aProviderThatIsAwayIsSaid() throws Exception {
        provider.isDown = true;
        desk.begin("");
        assertEquals(503, desk.status);
        assertTrue(desk.page, desk.page.contains("With a name and a password you come in all the same"));
        provider.isDown = false;
        desk.begin("");
        assertEquals("not asked for everybody who comes meanwhile", 503, desk.status);
        clock.pass(Duration.ofSeconds(6));
        String answer = provider.agree(desk.begin(""), this::good);
        assertEquals(303, desk.status);
        provider.isDown = true;
        assertEquals(503, desk.comeBack(answer));
    }

    @Test
    public void whoeverCallsThemselvesOtherwiseIsNotAsked() throws Exception {
        provider.callsItself = "https://evil.example";
        desk.begin("");
        assertEquals(503, desk.status);
    }

    @Test
    public void whoTriesAndTriesHasToWait() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertEquals(403, comeBackWithAWrongCode());
        }
        assertEquals(429, comeBackWithAWrongCode());
        assertEquals("nor is the provider asked", 10, provider.askedForTokens.get());
        desk.from = "198.51.100.9";
        assertEquals("another one does not", 303, signIn(this::good));
    }

    /** Anybody can come to that address with nothing; it costs nothing, and nobody's office is shut for it. */
    @Test
    public void whatAsksTheProviderNothingShutsNobodyOut() throws Exception {
        for (int i = 0; i < 20; i++) {
            assertEquals(400, desk.comeBack("state=x&code=y"));
            String state = TestProvider.fields(desk.begin("").getRawQuery()).get("state");
            assertEquals(403, desk.comeBack(ProviderHttp.encoded(Map.of("error", "access_denied", "state", state, "iss",
                    provider.issuer()))));
        }
        assertEquals(303, signIn(this::good));
    }

    @Test
    public void manyNetworksShutNobodyElseOut() throws Exception {
        var failures = new Failures(clock);
        for (int i = 0; i < 30_000; i++) {
            failures.note("2001:db8:" + Integer.toHexString(i / 1_000) + ":" + Integer.toHexString(i % 1_000) + "::1");
        }
        for (int i = 0; i < 10; i++) {
            assertFalse(failures.isOver("192.0.2.7"));
            failures.note("192.0.2.7");
        }
        assertTrue(failures.isOver("192.0.2.7"));
    }

    @Test
    public void aWrongSecretIsNotBlamedOnThePerson() throws Exception {
        desk.close();
        desk = new Desk(settings, () -> "wrong", clock);
        assertEquals(403, signIn(this::good));
        assertTrue(desk.page, desk.page.contains("the log says why"));
    }

    private int comeBackWithAWrongCode() throws Exception {
        return desk.comeBack(provider.agree(desk.begin(""), this::good).replaceFirst("code=[^&]*", "code=wrong"));
    }
}
