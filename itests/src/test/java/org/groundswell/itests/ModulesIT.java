package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** An operator swaps modules, the console's own among them, goes back, adds a feature, and changes settings. */
public class ModulesIT {
    @ClassRule
    public static final SharedNode NODE = new SharedNode("modules",
            Map.of("org.groundswell.kernel.keeper", List.of("probationMillis = 2000")));
    private static final Pattern WELCOME = Pattern.compile("https?://\\S+/admin/welcome\\?link=(\\S+)");
    private static final String PASSWORD = "a long sentence nobody guesses";
    private static final String PLUGINS = "org.groundswell.console.plugins";
    private static final String PEOPLE = "org.groundswell.console.people";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final Visitor admin = NODE.node().admin();

    @Test
    public void anOperatorsEvening() throws Exception {
        try (var browser = new Browser(true, "en")) {
            browser.desk();
            Matcher link = WELCOME.matcher(NODE.node().outputText());
            assertTrue(link.find());
            browser.open(link.group());
            browser.type("main input[name=name]", "olga");
            browser.type("main input[name=password]", PASSWORD);
            browser.type("main input[name=again]", PASSWORD);
            browser.click("main form button");
            Await.until("she is in", () -> browser.url().endsWith("/admin/start"));
            swapsAndGoesBack(browser);
            theConsolesOwnPartsSignNobodyOut(browser);
            addsAFeature(browser);
            changesSettings(browser);
            rehearses(browser);
            looks(browser);
        }
        theLogSaysAll();
    }

    private void swapsAndGoesBack(Browser browser) throws Exception {
        put(browser, PLUGINS);
        browser.awaitText(".trials .GOOD p", "console.plugins 1.0.1 proved itself and stays");
        browser.keep("admin-modules-good");
        browser.click(".trials .GOOD button");
        Await.until("the one before is back", () -> version(PLUGINS).equals("1.0.0"));
        browser.awaitText(".trials .GOOD p", "console.plugins 1.0.0 proved itself and stays");
    }

    /** Whoever swaps a part of these pages sees how it ends, on the same page and with the same session. */
    private void theConsolesOwnPartsSignNobodyOut(Browser browser) throws Exception {
        for (String own : List.of(PEOPLE, "org.groundswell.console.frame", "org.groundswell.console.modules")) {
            put(browser, own);
            browser.awaitText(".trials .GOOD p", own.replace("org.groundswell.", "") + " 1.0.1 proved itself and stays");
            assertEquals("1.0.1", version(own));
        }
        browser.open(admin.base() + "/admin/start");
        browser.awaitText("h1", "Hello olga");
    }

    private void put(Browser browser, String bundle) throws Exception {
        Path jar = TestBundle.next(NODE.node(), bundle, folder.getRoot().toPath(), Map.of("Bundle-Version", "1.0.1"));
        browser.open(admin.base() + "/admin/modules");
        browser.find("main input[type=file]").sendKeys(jar.toString());
        browser.click("form.card button");
    }

    private void addsAFeature(Browser browser) throws Exception {
        browser.open(admin.base() + "/admin/modules");
        browser.click("form:has([value='wall.json']) button");
        browser.awaitText(".trials .GOOD p", "wall 1.0.0 proved itself and stays");
        Await.until("the wall is there", () -> NODE.node().visitor().get("/en/").body().contains("section-wall"));
        browser.open(admin.base() + "/admin/modules");
        browser.click("form:has([value='wall.json']) button");
        Await.until("and leaves", () -> !NODE.node().visitor().get("/en/").body().contains("section-wall"));
        assertFalse(Files.exists(NODE.node().home().resolve("deploy/wall.json")));
    }

    private void changesSettings(Browser browser) throws Exception {
        String form = admin.base() + "/admin/settings/form?pid=";
        browser.open(form + "org.groundswell.pages.contact");
        browser.type("[id='set.maxPerMinute']", "many");
        browser.click("[value=save]");
        assertTrue(browser.text("#problem-maxPerMinute").contains("a whole number"));
        browser.keep("admin-settings-refused");
        browser.type("[id='set.maxPerMinute']", "25");
        browser.click("[value=save]");
        browser.awaitText("main .done", "Saved. It counts now.");
        assertTrue(Files.readString(NODE.node().home().resolve("conf/org.groundswell.pages.contact.cfg"))
                .contains("\nmaxPerMinute = 25\n"));
        NODE.node().awaitSetting("org.groundswell.pages.contact.ContactServlet", "maxPerMinute = 25");
        browser.open(form + "org.groundswell.kernel.upload");
        browser.type("[id='set.token']", "a-token-that-nobody-sees");
        browser.click("[value=save]");
        browser.awaitText("main .done", "Saved. It counts now.");
        assertFalse(browser.find("main").getDomProperty("innerHTML").contains("a-token-that-nobody-sees"));
        Await.until("it counts", () -> admin.post("/deploy/none.jar", Map.of("remove", "yes"), "Authorization",
                "Bearer a-token-that-nobody-sees").body().contains("is not there"));
        assertFalse(Files.readString(NODE.node().home().resolve("conf/org.groundswell.kernel.upload.cfg"))
                .contains("a-token-that-nobody-sees"));
    }

    /** The curves are drawn while visitors come; whoever has seen enough stops it. */
    private void rehearses(Browser browser) throws Exception {
        browser.open(admin.base() + "/admin/rehearsal");
        browser.type("[name=visitors]", "many");
        browser.click("[value=start]");
        browser.find("main .problem");
        browser.type("[name=visitors]", "4");
        browser.click("[value=start]");
        Await.until("visitors are counted and drawn", () -> !browser.text("#now tbody td").equals("0")
                && browser.findAll("#now .chart svg").size() == 4);
        browser.keep("admin-rehearsal");
        browser.click("[value=stop]");
        Await.until("it is over", () -> browser.findAll("form.card").size() == 1
                && !browser.find("main").getDomProperty("innerHTML").contains("A test is running."));
    }

    /** In each language, dark and light; nobody stumbles, and the browser has nothing to complain about. */
    private void looks(Browser browser) throws Exception {
        for (String language : List.of("en", "nl", "ar")) {
            browser.open(admin.base() + "/admin/modules");
            browser.click("button[name=language][value=" + language + "]");
            Await.until("the page speaks " + language, () -> browser.find("html").getDomAttribute("lang").equals(language));
            for (String page : List.of("/modules", "/modules/module?name=" + PLUGINS, "/nodes", "/settings", "/rehearsal",
                    "/settings/form?pid=org.groundswell.mail",
                    "/settings/form?pid=org.groundswell.kernel.upload")) {
                browser.prefers("prefers-color-scheme", language.equals("nl") ? "dark" : "light");
                browser.open(admin.base() + "/admin" + page);
                browser.keep("admin" + page.replaceAll("[?].*", "").replace('/', '-') + "-" + language);
                assertEquals(page + " in " + language, List.of(), browser.barriers());
            }
        }
        assertEquals(List.of(), browser.complaints().stream().filter(each -> each.contains("Content Security Policy"))
                .toList());
    }

    private void theLogSaysAll() throws Exception {
        String[] owner = {"Authorization", Console.basic(NODE.node().password())};
        new Console(NODE.node()).upload(TestBundle.next(NODE.node(), PLUGINS, folder.getRoot().toPath(),
                Map.of("Bundle-Version", "1.0.2")));
        String log = admin.get("/admin/audit", owner).body();
        for (String each : List.of("Put a module in", "Put back the module before", "Added a feature", "wall.json",
                "Took a file of deploy/ away", "Changed settings", "maxPerMinute", "Began a stress test",
                "Stopped a stress test", "upload of " + PLUGINS)) {
            assertTrue(each + " in " + log, log.contains(each));
        }
        assertFalse(log, log.contains("a-token-that-nobody-sees"));
    }

    private String version(String bundle) throws Exception {
        String bundles = admin.get("/system/console/bundles.json", "Authorization", Console.basic(NODE.node().password()))
                .body();
        Matcher found = Pattern.compile("\"symbolicName\":\"" + Pattern.quote(bundle) + "\",\"version\":\"([^\"]+)\"|"
                + "\"version\":\"([^\"]+)\",\"symbolicName\":\"" + Pattern.quote(bundle) + "\"").matcher(bundles);
        if (!found.find()) {
            throw new IllegalStateException(bundle + " is not in " + bundles);
        }
        return found.group(1) == null ? found.group(2) : found.group(1);
    }
}
