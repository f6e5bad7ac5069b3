package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
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
                Visitor.donation(visitor.key(), "9", "A")).body().contains("The smallest amount we can take is €10."));
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

    @Test
    public void theKernelsOwnSettingsArePutInForceWithoutLosingAPort() throws Exception {
        String switchboard = "org.groundswell.kernel.switchboard";
        RuntimeFolder.setting(node.home(), switchboard, "holdMillis = 4000", "drainMillis = 11000");
        node.awaitSetting(switchboard + ".Switchboard", "drainMillis = 11000");
        RuntimeFolder.setting(node.home(), "org.groundswell.kernel.keeper.care", "everyMillis = 500");
        node.awaitSetting("org.groundswell.kernel.keeper.care.Caretaker", "everyMillis = 500");
        named(switchboard, "drainMillis: expected more than holdMillis (5000), found 5000", "drainMillis = 5000");
        assertTrue(visitor.get("/readyz").body().contains("{\"name\":\"servlets\",\"status\":\"OK\"}"));
        assertTrue(visitor.give("25", "Unmoved", "pay").body().contains("Thank you!"));
        Files.delete(node.home().resolve("conf/" + switchboard + ".cfg"));
        Await.until("the defaults are back", () -> node.outputText().contains(switchboard + ".cfg is gone"));
        // Even a switchboard that is made anew takes no port with it for good.
        node.script("shell", "scr:disable " + switchboard + ".Switchboard");
        node.script("shell", "scr:enable " + switchboard + ".Switchboard");
        Await.until("every port is back", () -> visitor.get("/readyz/give").status() == 200
                && visitor.give("25", "Unmoved", "pay").body().contains("Thank you!"));
    }

    @Test
    public void oneFileThatCannotBeReadStopsNoOther() throws Exception {
        Path conf = node.home().resolve("conf");
        Path latin = conf.resolve("org.groundswell.pages.contact.cfg");
        Files.createDirectory(conf.resolve("folder.cfg"));
        Files.createSymbolicLink(conf.resolve("dangling.cfg"), Path.of("nowhere"));
        Files.write(latin, "# Straße\n".getBytes(StandardCharsets.ISO_8859_1));
        Await.until("each is named", () -> List.of("contact.cfg: line 1 is not written in UTF-8", "conf/folder.cfg: ",
                "conf/dangling.cfg: ").stream().allMatch(outputContains()));
        RuntimeFolder.setting(node.home(), FORM, "minimumMinor = 2500");
        Await.until("changes count", this::fiveIsTooLittle);
        // Another test has left a mistake there, with which the script does not start a node.
        RuntimeFolder.setting(node.home(), "org.groundswell.edge.listener", "port = " + node.publicPort());
        Files.delete(conf.resolve("folder.cfg"));
        Files.delete(conf.resolve("dangling.cfg"));
        // A mistake that the running node knows of is no reason not to come back as it was.
        Files.write(conf.resolve(FORM + ".cfg"), "# Straße\n".getBytes(StandardCharsets.ISO_8859_1));
        Await.until("it is refused", () -> node.outputText().contains(FORM + ".cfg: line 1 is not written in UTF-8"));
        Path undescribed = node.home().resolve("data/conf/undescribed/org.example.undescribed.config");
        inConsole("apply=true&action=ajaxConfigManager&propertylist=motto&motto=every+cent");
        Await.until("it is kept", () -> Files.exists(undescribed));
        node.close();
        node.start();
        assertTrue("what was made in the console is there", inConsole("").contains("every cent"));
        inConsole("apply=true&delete=true&action=ajaxConfigManager");
        Await.until("it is deleted for good", () -> Files.notExists(undescribed));
        assertTrue(fiveIsTooLittle());
        assertTrue(visitor.get("/readyz").body().contains("{\"name\":\"conf\",\"status\":\"WARN\"}"));
        // One that nobody has seen yet is.
        node.close();
        Files.write(conf.resolve(FORM + ".cfg"), "# Größe\n".getBytes(StandardCharsets.ISO_8859_1));
        Files.deleteIfExists(node.home().resolve("data/conf/" + FORM + ".cfg"));
        node.launch();
        Await.until("it says so", () -> visitor.get("/readyz").body()
                .contains("{\"name\":\"conf\",\"status\":\"CRITICAL\"}"));
        assertTrue(visitor.post("/donations", Visitor.donation(UUID.randomUUID().toString(), "5", "A")).status() >= 400);
        Files.delete(latin);
        RuntimeFolder.setting(node.home(), FORM, "minimumMinor = 500");
        Await.until("it gets well by itself", () -> visitor.get("/readyz/give").status() == 200 && visitor.post("/donations",
                Visitor.donation(visitor.key(), "5", "A")).status() == 303);
    }

    /** About settings that no bundle describes. */
    private String inConsole(String fields) throws Exception {
        return node.admin().post("/system/console/configMgr/org.example.undescribed", fields, "Authorization",
                Console.basic(node.password()), "Content-Type", "application/x-www-form-urlencoded").body();
    }

    /** Only the component can judge it, and its first call is a donor's: the node says so before. */
    @Test
    public void aNodeThatCannotMakeItsFormIsNotFitForGiftsAndSaysWhichFileIsWrong() throws Exception {
        RuntimeFolder.setting(node.home(), "org.groundswell.edge.listener", "port = " + node.publicPort());
        node.close();
        RuntimeFolder.setting(node.home(), FORM, "limits = JPY 100 abc");
        node.launch();
        Await.until("it says which file and key", () -> {
            String said = node.admin().get("/readyz/give").body();
            return said.contains("conf/" + FORM + ".cfg") && said.contains("limits: expected a currency");
        });
        assertEquals(503, visitor.get("/readyz/give").status());
        Await.until("pages are served all the same", () -> visitor.get("/readyz").status() == 200);
        RuntimeFolder.setting(node.home(), FORM, "limits = JPY 100 10000");
        Await.until("it gets well by itself", () -> visitor.get("/readyz/give").status() == 200);
    }

    private Predicate<String> outputContains() throws IOException {
        return node.outputText()::contains;
    }

    private boolean fiveIsTooLittle() throws Exception {
        return visitor.post("/donations", Visitor.donation(visitor.key(), "5", "A")).body()
                .contains("The smallest amount we can take is €25.");
    }

    @Test
    public void theConsoleSaysWhatItRefusesAndNeverRepeatsASecret() throws Exception {
        String base = node.admin().base() + "/system/console";
        String[] headers = {"Authorization", Console.basic(node.password()), "Content-Type",
            "application/x-www-form-urlencoded", "Origin", node.admin().base(), "Referer", base + "/configMgr"};
        String apply = "apply=true&action=ajaxConfigManager&propertylist=";
        var number = node.admin().post("/system/console/configMgr/org.groundswell.pages.contact",
                apply + "maxPerMinute&maxPerMinute=seven", headers);
        assertEquals(422, number.status());
        assertTrue(number.body(), number.body().startsWith("maxPerMinute: expected a whole number"));
        var secret = node.admin().post("/system/console/configMgr/org.groundswell.donations.receipts",
                apply + "user,password&user=me&password=hunter22", headers);
        assertEquals(422, secret.status());
        assertTrue(secret.body(), secret.body().contains("password: expected env:NAME or file:path"));
        var both = node.admin().post("/system/console/configMgr/org.groundswell.kernel.switchboard",
                apply + "holdMillis,drainMillis&holdMillis=20000&drainMillis=10000", headers);
        assertTrue(both.body(), both.body().contains("holdMillis: expected less than drainMillis"));
        assertTrue(node.admin().get("/system/console/res/ui/config.js", headers).body()
                .contains("answer.status === 422"));
        RuntimeFolder.setting(node.home(), "org.groundswell.donations.receipts", "password = hunter22");
        Await.until("it is refused", () -> node.outputText().contains("receipts.cfg, line 1: password: expected env"));
        for (String each : List.of(node.outputText(), secret.body(), node.admin().get(
                "/system/console/status-Configurations.txt", headers).body())) {
            assertFalse(each.contains("hunter22"));
        }
        Files.delete(node.home().resolve("conf/org.groundswell.donations.receipts.cfg"));
        for (String closed : List.of("data/framework/framework", "data/keeper", "data/conf")) {
            assertEquals(closed, "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(
                    node.home().resolve(closed))));
        }
    }

    private void named(String pid, String message, String... lines) throws Exception {
        RuntimeFolder.setting(node.home(), pid, lines);
        Await.until("the log says: " + message, () -> node.outputText().contains(message));
    }
}
