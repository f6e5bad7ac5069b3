package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.ClassRule;
import org.junit.Test;

/** Settings in {@code conf/}: in force at once, and a mistake is named and not used. */
public class SettingsIT {
    private static final String FORM = "org.groundswell.donations.service";

    @ClassRule
    public static final SharedNode NODE = new SharedNode("settings", Map.of(
            "org.groundswell.kernel.keeper", List.of("probationMillis = 3000")));
    private final Node node = NODE.node();
    private final Visitor visitor = node.visitor();

    @Test
    public void aChangedSettingIsInForceWithoutARestart() throws Exception {
        RuntimeFolder.setting(node.home(), FORM, "# smallest", "minimumMinor = 1000");
        Await.until("ten is the least", () -> visitor.post("/donations",
                Visitor.donation(visitor.key(), "9", "A")).body().contains("The smallest amount we can take is 10.00"));
        RuntimeFolder.setting(node.home(), FORM, "minimumMinor = 500");
        Await.until("five is the least", () -> visitor.post("/donations",
                Visitor.donation(visitor.key(), "9", "A")).status() == 303);
    }

    @Test
    public void aMistakeIsNamedAndTheSettingsBeforeItStay() throws Exception {
        named("org.groundswell.payments.sandbox", "conf/org.groundswell.payments.sandbox.cfg, line 2: slowMillis:"
                + " expected a whole number", "# slow", "slowMillis = fast");
        named("org.groundswell.payments.sandbox", "conf/org.groundswell.payments.sandbox.cfg, line 1: no such key"
                + " 'slow'; known are", "slow = 1");
        named("org.groundswell.payments.sandbox", "conf/org.groundswell.payments.sandbox.cfg, line 1: expected 'key ="
                + " value'", "slowMillis");
        named("org.groundswell.edge.listener", "conf/org.groundswell.edge.listener.cfg, line 1: port: expected",
                "port = 99999");
        named("org.groundswell.typo", "conf/org.groundswell.typo.cfg: no bundle has settings of this name", "a = b");
        assertEquals(200, visitor.get("/en/").status());
        assertTrue(visitor.get("/readyz").body().contains("{\"name\":\"conf\",\"status\":\"WARN\"}"));
    }

    @Test
    public void whatTheConsoleChangesIsWrittenToTheFile() throws Exception {
        String path = "/system/console/configMgr/org.groundswell.pages.contact";
        String[] headers = {"Authorization", Console.basic(node.password()), "Content-Type",
            "application/x-www-form-urlencoded"};
        node.admin().post(path, "apply=true&action=ajaxConfigManager&propertylist=maxPerMinute&maxPerMinute=7",
                headers);
        Path file = node.home().resolve("conf/org.groundswell.pages.contact.cfg");
        Await.until("the file says it", () -> Files.exists(file)
                && Files.readString(file).contains("maxPerMinute = 7"));
    }

    @Test
    public void settingsWithWhichAComponentDoesNotComeBackAreTakenBack() throws Exception {
        RuntimeFolder.setting(node.home(), FORM, "minimumMinor = 200", "maximumMinor = 100000");
        var log = new SwapLog(node);
        assertTrue(log.await(FORM, "CONFIGURED").get("by").getAsString().contains(FORM));
        // Each is allowed for itself; together they are not, and only the component can know.
        RuntimeFolder.setting(node.home(), FORM, "minimumMinor = 100001", "maximumMinor = 100000");
        String reason = log.reason(FORM, "ROLLED_BACK");
        assertTrue(reason, reason.contains("donations.form") && reason.contains("minimumMinor: expected at most"));
        Await.until("two is the least again", () -> visitor.post("/donations",
                Visitor.donation(visitor.key(), "2", "A")).status() == 303);
        Path file = node.home().resolve("conf/" + FORM + ".cfg");
        Await.until("the file says what is in force", () -> Files.readString(file).contains("minimumMinor = 200"));
    }

    private void named(String pid, String message, String... lines) throws Exception {
        RuntimeFolder.setting(node.home(), pid, lines);
        Await.until("the log says: " + message, () -> node.outputText().contains(message));
    }
}
