package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.ClassRule;
import org.junit.Test;

/** Somebody at the console whose session ends while they write, whose node is restarted, and who goes through its pages. */
public class SessionEndIT {
    private static final String ABOUT = "/admin/site/edit?text=page%2Fabout";
    private static final String WRITTEN = "---\ntitle: About us\n---\n\nWe have <b>two</b> boats & a dog.\n";
    @ClassRule
    public static final SharedNode NODE = new SharedNode("session-end");
    private final String base = NODE.node().admin().base();

    /** Without scripts, and with another session than the form was made for. */
    @Test
    public void whatWasTypedIsThereAgainAfterSigningIn() throws Exception {
        try (var browser = new Browser(false, "en")) {
            browser.desk();
            String password = NODE.node().password();
            browser.signIn(base, "admin", password, "/admin/account");
            browser.open(base + ABOUT);
            browser.type("[name=text-en]", WRITTEN);
            browser.forgetCookies();
            browser.click("[name=do][value=save]");
            browser.awaitText("h1", "Sign in");
            browser.type("[name=name]", "admin");
            browser.type("[name=password]", password);
            browser.click("form.card button");
            browser.awaitText("h1", "What you typed is still here");
            browser.keep("console-unsent");
            String address = browser.url();
            browser.click("main form button");
            Await.until("it is a draft", () -> browser.url().contains("/admin/site/edit"));
            assertEquals(WRITTEN.strip(), browser.find("[name=text-en]").getDomProperty("value").strip());

            browser.type("[name=text-en]", WRITTEN + "Signed in anew beside it.\n");
            browser.forgetCookies();
            // In another tab; this one still has the form of before.
            browser.inAnotherTab(() -> browser.signIn(base, "admin", password, "/admin/account"));
            browser.click("[name=do][value=save]");
            browser.awaitText("h1", "What you typed is still here");
            assertTrue("another one", !browser.url().equals(address));
        }
    }

    @Test
    public void aRestartSignsNobodyOut() throws Exception {
        try (var members = new Members(NODE.node())) {
            assertEquals(200, members.get("viewer", "/admin/start").status());
            members.endSession("editor");
            NODE.node().kill();
            NODE.node().start();
            assertEquals(200, members.get("viewer", "/admin/start").status());
            assertEquals("signed out before", 401, members.get("editor", "/admin/start").status());
        }
    }

    /** Pages that are new since the others were looked at, in two languages, light and dark. */
    @Test
    public void newPagesHaveNoBarriersAndKeepToThePolicy() throws Exception {
        try (var browser = new Browser(true, "en")) {
            browser.desk();
            browser.signIn(base, "admin", NODE.node().password(), "/admin/health");
            var found = new ArrayList<String>();
            for (String language : List.of("en", "ar")) {
                browser.open(base + "/admin/account");
                browser.click("[name=language][value=" + language + "]");
                browser.find("html[lang=" + language + "]");
                for (String page : List.of("health", "account", "site", "site/settings", "site/edit?text=site", "site/pictures",
                        "site/check", "brakes", "tokens", "unsent?form=x")) {
                    for (String scheme : List.of("light", "dark")) {
                        browser.prefers("prefers-color-scheme", scheme);
                        browser.open(base + "/admin/" + page);
                        browser.barriers().forEach(each -> found.add(page + " " + language + " " + scheme + ": " + each));
                    }
                    browser.complaints().stream().filter(each -> each.contains("Content Security Policy"))
                            .forEach(each -> found.add(page + ": " + each));
                }
            }
            assertEquals(List.of(), found);
        }
    }
}
