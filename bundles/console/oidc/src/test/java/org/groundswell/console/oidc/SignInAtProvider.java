package org.groundswell.console.oidc;

import java.util.Map;
import java.util.function.Function;
import org.groundswell.testing.SetClock;
import org.junit.After;
import org.junit.Before;

/** A provider, a desk that asks it, and somebody who signs in there. */
abstract class SignInAtProvider {
    final SetClock clock = new SetClock("2026-11-28T20:00:00Z");
    TestProvider provider;
    Map<String, Object> settings;
    Desk desk;

    @Before
    public void open() throws Exception {
        provider = new TestProvider(clock);
        settings = Map.of("label", "Example", "issuer", provider.issuer(), "clientId", TestProvider.CLIENT);
        desk = desk(settings);
    }

    @After
    public void close() {
        desk.close();
        provider.close();
    }

    Desk desk(Map<String, Object> values) {
        return new Desk(values, () -> TestProvider.SECRET, clock);
    }

    int signIn(Function<Map<String, String>, String> token) throws Exception {
        return desk.comeBack(provider.agree(desk.begin(""), token));
    }

    String good(Map<String, String> asked) {
        return provider.signed(provider.claims(asked));
    }
}
