package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/**
 * The main screens on a believable evening, as docs/console.md shows them; nobody stumbles over them, in light and dark, in
 * Arabic, too. {@code target/screenshots/console-*.png} are what docs/images/ has.
 */
public class ConsolePicturesIT {
    private static final int PORT = RuntimeFolder.freePort();
    private static final int GIFTS = 300;
    private static final Pattern WELCOME = Pattern.compile("https?://\\S+/admin/welcome\\?link=(\\S+)");
    private static final String PASSWORD = "a lantern at sea";
    private static final List<String> NAMES = List.of("Anna de Vries", "Jan Jansen", "Fatima El Amrani", "Omar Haddad",
            "Sanne Bakker", "Li Wei", "Piet van der Berg", "Noor Visser", "Zo\u00eb Mulder", "\u0623\u062d\u0645\u062f"
            + " \u0645\u0646\u0635\u0648\u0631", "Lotte Smit", "", "Tom Brouwer", "Maria Kok", "Ravi Patel");
    private static final List<String> AMOUNTS = List.of("10", "25", "50", "15", "25", "100", "7.50", "250");
    private static final List<String> WORDS = List.of("", "Good luck tonight!", "", "", "For my grandmother, who grew up by"
            + " the river.", "", "Sterkte allemaal");

    private final GreenMail mail = new GreenMail(new ServerSetup(PORT, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private Node node;

    @Before
    public void open() throws IOException {
        mail.start();
        node = Node.prepared("console-pictures");
        RuntimeFolder.addSetting(node.home(), "org.groundswell.mail", "host = 127.0.0.1", "port = " + PORT,
                "protection = none", "from = Higher Ground <give@example.org>");
        anHourOfFigures();
        node.start();
    }

    @After
    public void close() {
        node.close();
        mail.stop();
    }

    @Test
    public void theMainScreensOfAnEvening() throws Exception {
        give();
        String admin = node.admin().base() + "/admin";
        try (var browser = new Browser(true, "en")) {
            browser.desk();
            Matcher link = WELCOME.matcher(node.outputText());
            assertTrue(link.find());
            browser.open(link.group());
            browser.type("main input[name=name]", "noor");
            browser.type("main input[name=password]", PASSWORD);
            browser.type("main input[name=again]", PASSWORD);
            browser.click("main form button");
            Await.until("she is in", () -> browser.url().endsWith("/admin/start"));
            refundHalf(browser, admin);
            String gift = browser.url();
            Map<String, String> screens = Map.of("tonight", admin + "/start", "gifts", admin + "/gifts", "gift", gift, "words",
                    admin + "/words", "modules", admin + "/modules", "audit", admin + "/audit");
            for (String look : List.of("", "-dark", "-ar")) {
                browser.prefers("prefers-color-scheme", look.equals("-dark") ? "dark" : "light");
                if (look.equals("-ar")) {
                    browser.click("button[name=language][value=ar]");
                    Await.until("it speaks Arabic", () -> browser.find("html").getDomAttribute("lang").equals("ar"));
                }
                for (var each : screens.entrySet()) {
                    browser.open(each.getValue());
                    if (each.getKey().equals("tonight")) {
                        Await.until("curves are drawn", () -> browser.findAll("#chart-gifts canvas").size() == 1);
                    }
                    browser.keep("console-" + each.getKey() + look);
                    assertEquals(each.getKey() + look, List.of(), browser.barriers());
                }
            }
            assertEquals(List.of(), browser.complaints());
        }
    }

    private void refundHalf(Browser browser, String admin) {
        Await.until("the search has read the ledger", () -> {
            browser.open(admin + "/gifts?words=donor7@example.org");
            return browser.findAll("main tbody tr").size() == 1;
        });
        browser.click("main tbody a");
        browser.click("input[name=how][value=part]");
        browser.type("input[name=amount]", "5");
        browser.type("textarea[name=reason]", "Gave twice by mistake");
        browser.click("button.danger");
        browser.awaitText("main .done", "The money is on its way back.");
        browser.open(browser.url().replaceFirst("&did=.*", ""));
    }

    private void give() throws Exception {
        try (var threads = Executors.newFixedThreadPool(4)) {
            var given = new ArrayList<Future<?>>();
            for (int i = 0; i < GIFTS; i++) {
                int number = i;
                given.add(threads.submit(() -> give(number)));
            }
            for (Future<?> each : given) {
                each.get();
            }
        }
    }

    private Void give(int number) throws Exception {
        Visitor donor = node.visitor();
        String name = NAMES.get(number * 7 % NAMES.size());
        var form = new HashMap<>(Visitor.donation(donor.key(), AMOUNTS.get(number % AMOUNTS.size()), name));
        form.put("email", "donor" + number + "@example.org");
        form.put("message", name.isEmpty() ? "" : WORDS.get(number % WORDS.size()));
        var decided = donor.post(donor.post("/donations", form).location(), Map.of("action", number % 20 == 3 ? "decline"
                : "pay"));
        donor.get(donor.get(decided.location()).location());
        return null;
    }

    /** As it was before somebody restarted the node, and a year ago. */
    private void anHourOfFigures() throws IOException {
        Path folder = Files.createDirectories(node.home().resolve("data/figures"));
        Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        for (int days : List.of(364, 0)) {
            for (int i = 75; i > 0; i--) {
                Instant at = now.minus(Duration.ofDays(days)).minus(Duration.ofMinutes(i));
                long tests = Math.round((days == 0 ? 110 : 70) * (1 + Math.sin(i / 9.0) / 2)) + i * 31 % 13;
                Files.writeString(folder.resolve(at.toString().substring(0, 10)), "{\"at\":\"" + at + "\",\"v\":"
                        + tests * 12 + ",\"pg\":" + tests * 30 + ",\"r\":" + tests * 90 + ",\"p50\":400,\"p99\":"
                        + (9_000 + i * 977 % 14_000) + ",\"t\":" + tests + "}\n", StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            }
        }
    }
}
