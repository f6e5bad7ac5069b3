package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.ClassRule;
import org.junit.Test;

/** An owner and a colleague at the console, as people: links, passwords, a second factor, roles, and what is noted of it. */
public class PeopleIT {
    private static final Pattern LINK = Pattern.compile("http://\\S+/admin/welcome\\?link=[\\w-]+");
    private static final String OWNERS = "a boat upon the water";
    private static final String COLLEAGUES = "seven lamps in a row";
    private static final String BASE_32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    @ClassRule
    public static final SharedNode NODE = new SharedNode("people");
    private final String base = NODE.node().admin().base();

    @Test
    public void anOwnerLetsAColleagueInAndTheLogSaysAll() throws Exception {
        try (var owner = new Browser(true, "en"); var colleague = new Browser(true, "en")) {
            owner.desk();
            colleague.desk();
            becomeOwner(owner);
            List<String> codes = setUpSecondFactor(owner);
            signInAgain(owner, codes);
            letIn(colleague, invite(owner));
            colleagueSeesOnlyTheirs(colleague);
            changedRolesEndTheSession(owner, colleague);
            theLogSaysAll(owner);
            look(owner);
            look(colleague, "sign-in", "/admin/sign-in");
        }
    }

    /** Every servlet among the admin's pages, with whoever may use it; what names nobody is the owner's. */
    @Test
    public void everyRoleMeetsTheRoutesItIsFor() throws Exception {
        var wrong = new ArrayList<String>();
        try (var members = new Members(NODE.node())) {
            Map<String, List<String>> routes = members.routes();
            assertTrue(routes.toString(), routes.keySet().containsAll(List.of("/people", "/audit", "/start", "/account")));
            for (String role : List.of("", "viewer", "phone", "editor", "finance", "operator", "owner")) {
                for (var route : routes.entrySet()) {
                    int status = members.get(role, "/admin" + route.getKey().replace("/*", "/x")).status();
                    if (mayUse(role, route.getValue()) == (status == 401 || status == 403)) {
                        wrong.add("'" + role + "' at " + route + ": " + status);
                    }
                }
                boolean technician = List.of("operator", "owner").contains(role);
                for (String page : List.of("bundles", "bundles.json", "install", "bundles;x", "%62undles", "site/../bundles",
                    "donations", "moderation", "messages", "configMgr", "res/ui/admin.css")) {
                    int status = members.get(role, "/system/console/" + page).status();
                    if (technician ? page.startsWith("bundles") && status != 200 : status == 200) {
                        wrong.add("'" + role + "' at the technicians' " + page + ": " + status);
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    private static boolean mayUse(String role, List<String> named) {
        return named.contains("everybody") || !role.isEmpty()
                && (role.equals("owner") || named.contains("signed-in") || named.contains(role));
    }

    @Test
    public void whatIsNotFromOnesOwnPageChangesNothing() throws Exception {
        var form = Map.of("what", "invite", "name", "stranger", "role-owner", "yes");
        var falseToken = Map.of("what", "invite", "name", "stranger", "role-owner", "yes", "token", "x");
        try (var members = new Members(NODE.node())) {
            assertEquals("without the session's token", 403, members.post("owner", "/admin/people", form).status());
            assertEquals(403, members.post("owner", "/admin/people", falseToken).status());
        }
        assertFalse(Files.readString(NODE.node().home().resolve("data/console/people")).contains("stranger"));
        var admin = NODE.node().admin();
        assertEquals("/admin/sign-in?to=%2Fadmin%2Fpeople%3Fa%3Db", admin.get("/admin/people?a=b", "Accept", "text/html")
                .location());
        assertEquals(401, admin.get("/admin/people").status());
        assertEquals("/admin", admin.get("/").location());
        assertEquals("not on the public port", 404, NODE.node().visitor().get("/admin/sign-in").status());
        for (String hostile : List.of("<script>alert(1)</script>", "=1+1", "' OR 1=1", "\u202enoor", "a\nb",
                "x".repeat(5_000))) {
            var answer = admin.post("/admin/sign-in", Map.of("name", hostile, "password", hostile, "to", hostile));
            assertTrue(hostile, answer.status() == 403 || answer.status() == 429);
            assertFalse(answer.body(), answer.body().contains("<script>alert"));
        }
        for (String link : List.of("", "x", "%00", "..")) {
            assertTrue(admin.get("/admin/welcome?link=" + link).status() >= 400);
        }
    }

    private void becomeOwner(Browser owner) throws Exception {
        Matcher link = LINK.matcher(NODE.node().outputText());
        assertTrue("the first start prints a link", link.find());
        owner.open(link.group());
        owner.keep("console-welcome");
        owner.type("[name=name]", "noor");
        owner.type("[name=password]", OWNERS);
        owner.type("[name=again]", OWNERS);
        owner.click("form.card button");
        owner.awaitText("h1", "Hello noor");
        owner.open(link.group());
        owner.awaitText(".problem", "This link counts no more.");
    }

    private List<String> setUpSecondFactor(Browser owner) throws Exception {
        owner.open(base + "/admin/account");
        owner.type("#second [name=current]", OWNERS);
        owner.click("#second button");
        String secret = owner.text("#secret").replace(" ", "");
        owner.keep("console-second-factor");
        owner.type("[name=code]", code(secret));
        owner.click("[value=confirm]");
        owner.find(".codes");
        List<String> codes = owner.findAll(".codes code").stream().map(each -> each.getText()).toList();
        owner.keep("console-recovery-codes");
        assertEquals(10, codes.size());
        assertFalse("only hashes are kept", Files.readString(NODE.node().home().resolve("data/console/people"))
                .contains(codes.getFirst()));
        return codes;
    }

    private void signInAgain(Browser owner, List<String> codes) {
        owner.click(".me form button");
        owner.awaitText("h1", "Sign in");
        signIn(owner, "noor", OWNERS);
        owner.awaitText("h1", "Your second factor");
        owner.type("[name=code]", "000000");
        owner.click("form.card button");
        owner.find(".problem");
        owner.type("[name=code]", codes.getFirst());
        owner.click("form.card button");
        owner.awaitText("h1", "Hello noor");
    }

    private String invite(Browser owner) throws Exception {
        owner.open(base + "/admin/people");
        owner.type("#invite [name=name]", "omar");
        owner.click("#invite [name=role-viewer]");
        owner.click("#invite button");
        String link = owner.text("#link");
        owner.keep("console-people");
        return link;
    }

    private void letIn(Browser colleague, String link) {
        colleague.open(link);
        colleague.click("[name=language][value=nl]");
        colleague.awaitText("h1", "Welkom");
        colleague.type("[name=password]", COLLEAGUES);
        colleague.type("[name=again]", COLLEAGUES);
        colleague.click("form.card button");
        colleague.awaitText("h1", "Hallo omar");
    }

    private void colleagueSeesOnlyTheirs(Browser colleague) {
        assertTrue(colleague.findAll("nav a").stream().noneMatch(each -> each.getText().equals("Mensen")));
        colleague.open(base + "/admin/people");
        colleague.awaitText("h1", "Deze pagina is niet voor u");
        colleague.open(base + "/admin/audit");
        colleague.awaitText("h1", "Logboek");
        colleague.open(base + "/system/console/bundles");
        assertFalse(colleague.find("body").getText().contains("Groundswell donations"));
    }

    private void changedRolesEndTheSession(Browser owner, Browser colleague) {
        owner.open(base + "/admin/people");
        owner.click("tr:has([value=omar]) summary");
        owner.click("tr:has([value=omar]) [name=role-editor]");
        owner.click("tr:has([value=omar]) [value=roles]");
        Await.until("the roles are there", () -> owner.text("tr:has([value=omar]) td:nth-child(2)")
                .contains("Editor"));
        colleague.open(base + "/admin/start");
        colleague.awaitText("h1", "Aanmelden");
        signIn(colleague, "omar", COLLEAGUES);
        colleague.awaitText("h1", "Hallo omar");
        owner.click("tr:has([value=omar]) summary");
        owner.click("tr:has([value=omar]) [value=remove]");
        Await.until("omar is away", () -> !owner.text("table").contains("omar"));
        colleague.open(base + "/admin/start");
        colleague.awaitText("h1", "Aanmelden");
    }

    private void theLogSaysAll(Browser owner) throws Exception {
        owner.open(base + "/admin/audit");
        String log = owner.text("table");
        for (String each : List.of("Became an owner by a link", "Set up a second factor", "Wrong password tried",
                "Let somebody in", "Took up an invitation", "Changed roles", "viewer -> viewer editor", "Removed somebody",
                "Signed in", "Signed out", "127.0.0.1")) {
            assertTrue(each + " in " + log, log.contains(each));
        }
        owner.click("[value=prove]");
        owner.find(".done");
        owner.keep("console-audit");
        var proved = NODE.node().script("shell", "groundswell:verify-log");
        assertEquals(proved.text(), 0, proved.status());
        Path file = NODE.node().home().resolve("data/console/audit.log");
        String before = Files.readString(file);
        Files.writeString(file, before.replaceFirst("\"subject\":\"omar\"", "\"subject\":\"ciro\""));
        var broken = NODE.node().script("shell", "groundswell:verify-log");
        Files.writeString(file, before);
        assertEquals(broken.text(), 1, broken.status());
        assertTrue(broken.text(), broken.text().contains("BROKEN: Entry "));
    }

    /** Each page of the owner in two languages, light and dark: axe finds nothing, and pictures are kept. */
    private void look(Browser owner) throws Exception {
        for (String page : List.of("start", "people", "account", "audit", "mail", "nothing")) {
            look(owner, page, "/admin/" + page);
        }
        owner.click("[name=language][value=ar]");
        owner.find("html[dir=rtl]");
        look(owner, "people-ar", "/admin/people");
        look(owner, "start-ar", "/admin/start");
        look(owner, "mail-ar", "/admin/mail");
        assertEquals("nothing is refused by the policy", List.of(),
                owner.complaints().stream().filter(each -> each.contains("Content Security Policy")).toList());
    }

    private void look(Browser browser, String name, String page) throws Exception {
        for (String scheme : List.of("light", "dark")) {
            browser.prefers("prefers-color-scheme", scheme);
            browser.open(base + page);
            browser.keep("console-" + name + "-" + scheme);
            assertEquals(name + " " + scheme, List.of(), browser.barriers());
        }
    }

    private static void signIn(Browser browser, String name, String password) {
        browser.type("[name=name]", name);
        browser.type("[name=password]", password);
        browser.click("form.card button");
    }

    /** What a program on a phone shows (RFC 6238). */
    private static String code(String secret) throws Exception {
        byte[] key = new byte[secret.length() * 5 / 8];
        var bits = new StringBuilder();
        secret.chars().forEach(each -> bits.append(Integer.toBinaryString(32 + BASE_32.indexOf(each)).substring(1)));
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) Integer.parseInt(bits.substring(i * 8, i * 8 + 8), 2);
        }
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(key, "HmacSHA1"));
        byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(Instant.now().getEpochSecond() / 30).array());
        int number = ByteBuffer.wrap(hash, hash[19] & 15, 4).getInt() & Integer.MAX_VALUE;
        return "%06d".formatted(number % 1_000_000);
    }
}
