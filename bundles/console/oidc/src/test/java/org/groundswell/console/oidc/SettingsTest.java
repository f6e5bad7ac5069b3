package org.groundswell.console.oidc;

import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.net.URI;
import java.time.Clock;
import java.util.Map;
import org.junit.Test;

public class SettingsTest {
    private static final Map<String, Object> GOOD = Map.of("issuer", "https://id.example/realms/give", "clientId", "g");

    @Test
    public void goodOnesAreTaken() {
        read(GOOD);
        read(Desk.with(GOOD, "issuer", "http://localhost:8180/x"));
    }

    @Test
    public void whatIsWrongIsNamed() {
        refused("issuer", "http://id.example", "https://");
        refused("issuer", "id.example", "https://");
        refused("issuer", "https://u:p@id.example", "https://");
        refused("issuer", "https://id example", "no web address");
        refused("clientId", " ", "clientId");
        refused("scopes", "email profile", "openid");
        refused("roleClaim", "groups", "roles");
        var odd = Desk.with(GOOD, "roleClaim", "groups");
        for (String role : new String[] {"editors", "=editor", "editors=boss"}) {
            assertTrue(assertThrows(role, IllegalArgumentException.class,
                    () -> read(Desk.with(odd, "roles", new String[] {role}))).getMessage().startsWith("roles: expected"));
        }
    }

    private static void refused(String key, Object value, String said) {
        var refused = assertThrows(key + value, IllegalArgumentException.class, () -> read(Desk.with(GOOD, key, value)));
        assertTrue(refused.getMessage(), refused.getMessage().contains(said));
    }

    private static void read(Map<String, Object> settings) {
        new OpenIdConnect(Desk.settings(settings), () -> "", URI.create("https://admin.example"), Clock.systemUTC()).stop();
    }
}
