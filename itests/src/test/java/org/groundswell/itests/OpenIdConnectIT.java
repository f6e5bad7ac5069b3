package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;

/** People of an organisation sign in with its provider, in a browser; names and passwords of the node stay. */
public class OpenIdConnectIT {
    private static OpenIdProvider provider;
    private static Node node;

    @BeforeClass
    public static void start() throws Exception {
        provider = new OpenIdProvider();
        node = Node.prepared("openid");
        Files.writeString(node.home().resolve("conf/openid.secret"), OpenIdProvider.SECRET + "\n");
        RuntimeFolder.setting(node.home(), "org.groundswell.console.oidc", "label = Example", "issuer = "
                + provider.issuer(), "clientId = " + OpenIdProvider.CLIENT, "clientSecret = file:conf/openid.secret");
        Files.copy(node.home().resolve("features/openid.json"), node.home().resolve("deploy/openid.json"));
        node.start();
    }

    @AfterClass
    public static void stop() {
        provider.close();
        node.close();
    }

    @Test
    public void whoWasInvitedComesInAndNobodyElse() throws Exception {
        Visitor admin = node.admin();
        String[] owner = {"Authorization", Console.basic(node.password())};
        Await.until("the button is there", () -> admin.get("/admin/sign-in").body().contains("Sign in with Example"));
        admin.post("/admin/people", Map.of("what", "invite", "name", "omar@example.org", "role-viewer", "yes"), owner);
        try (var browser = new Browser(true, "en")) {
            browser.desk();
            comes(browser, "omar@example.org");
            browser.awaitText("h1", "My account");
            browser.keep("console-openid-account");
            assertEquals(admin.base() + "/admin/account", browser.url());
            assertTrue(browser.text("main"), browser.text("main").contains("You sign in with another sign-in"));
            browser.open(admin.base() + "/admin/account/other");
            browser.awaitText("h1", "Another sign-in");
            assertEquals(List.of(), browser.barriers());
            browser.open(admin.base() + "/admin/audit");
            browser.awaitText("h1", "Audit log");
            assertTrue(browser.text("table"), browser.text("table").contains("Came by another sign-in for the first time"));
            browser.click(".me form button");
            browser.awaitText("h1", "Sign in");
            comes(browser, "stranger@example.org");
            browser.awaitText("h1", "You are not signed in");
            browser.keep("console-openid-stranger");
            assertEquals(List.of(), browser.barriers());
            assertTrue(browser.text(".problem"), browser.text(".problem").contains("nobody has let you in here"));
            assertEquals("nothing is refused by the policy", List.of(), browser.complaints().stream()
                    .filter(each -> each.contains("Content Security Policy")).toList());
        }
        assertFalse("nobody signed up", Files.readString(node.home().resolve("data/console/people")).contains("stranger"));
        provider.close();
        assertEquals("the provider is away", 303, admin.post("/admin/sign-in", Map.of("name", "admin", "password",
                node.password())).status());
    }

    private static void comes(Browser browser, String email) throws Exception {
        provider.email = email;
        browser.open(node.admin().base() + "/admin/sign-in?to=%2Fadmin%2Faccount");
        browser.keep("console-openid-sign-in");
        browser.click("a[href^='/admin/sign-in/openid']");
    }
}
