package org.groundswell.edge.dns;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.api.node.Secret;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class NameSettingsTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void whatIsRightIsTaken() {
        for (String server : new String[] {"127.0.0.1", "127.0.0.1:5300", "::1", "[::1]:5300", "localhost:53"}) {
            assertNotNull(server, NameSettings.keeper(config(Map.of("server", server)), secret("file:key")));
        }
        assertNotNull(NameSettings.keeper(config(Map.of("name", "example.org", "addresses",
                new String[] {"192.0.2.1", " 2001:db8::1 ", ""})), secret("file:key")));
    }

    @Test
    public void whatIsWrongIsSaidWithItsSetting() {
        refused("name", "give.example.net", "not in zone");
        refused("name", " ", "expected a name");
        refused("zone", "a..b", "no name");
        refused("server", "127.0.0.1:dns", "host:port");
        refused("server", "127.0.0.1:70000", "host:port");
        refused("server", " ", "expected host");
        refused("addresses", new String[] {"give.example.org"}, "expected an address");
        refused("addresses", new String[] {""}, "at least one");
        refused("keyAlgorithm", "hmac-md5", "hmac-sha256");
        refused("deadSeconds", 29, "three times beatSeconds");
    }

    @Test
    public void aServerWhoseNameIsNotKnownYetIsAskedAgain() {
        AddressKeeper keeper = NameSettings.keeper(config(Map.of("server", "nowhere.invalid")), secret("env:PATH"));
        assertThrows(Exception.class, () -> keeper.round(true));
    }

    @Test
    public void aKeyIsNeverRepeated() throws Exception {
        Files.writeString(folder.getRoot().toPath().resolve("key"), "this is no Base64 !!");
        AddressKeeper keeper = NameSettings.keeper(config(Map.of()), secret("file:key"));
        var refused = assertThrows(IllegalArgumentException.class, () -> keeper.round(true));
        assertTrue(refused.getMessage(), refused.getMessage().contains("file:key"));
        assertFalse(refused.getMessage(), refused.getMessage().contains("no Base64"));
    }

    private void refused(String setting, Object value, String why) {
        var refused = assertThrows(setting + " " + value, IllegalArgumentException.class,
                () -> NameSettings.keeper(config(Map.of(setting, value)), secret("file:key")));
        assertTrue(refused.getMessage(), refused.getMessage().startsWith(setting + ":"));
        assertTrue(refused.getMessage(), refused.getMessage().contains(why));
    }

    private Secret secret(String reference) {
        Path root = folder.getRoot().toPath();
        return Secret.named("secret", reference, new NodeFolder(root));
    }

    private static NodeName.Config config(Map<String, Object> changed) {
        var values = new HashMap<String, Object>(Map.of("server", "127.0.0.1", "zone", "example.org", "name",
                "give.example.org", "addresses", new String[] {"192.0.2.1"}, "keyName", "nodes"));
        values.putAll(changed);
        return (NodeName.Config) Proxy.newProxyInstance(NodeName.Config.class.getClassLoader(),
                new Class<?>[] {NodeName.Config.class, Annotation.class},
                (_, method, _) -> values.getOrDefault(method.getName(), method.getDefaultValue()));
    }
}
