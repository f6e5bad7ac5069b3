package org.groundswell.itests;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;

/** The other looks that are shipped, as README says they are laid over a site, in a browser. */
public class ThemesIT {
    private static final List<String> PAGES = List.of("home", "donate", "contact", "about", "privacy", "nothing");
    /** What a gift is made with. */
    private static final List<String> FORCED = List.of("home", "donate", "thanks");
    private static Node node;

    @BeforeClass
    public static void start() throws IOException {
        node = Node.prepared("themes");
        lay(node.home().resolve("themes/masthead"), node.home().resolve("site"));
        node.start();
    }

    @AfterClass
    public static void stop() {
        node.close();
    }

    @Test
    public void nobodyHasToScrollSidewaysAndAxeFindsNothing() throws Exception {
        node.visitor().give("18", "Wolfeschlegelsteinhausenbergerdorff Noor", "pay");
        var found = new ArrayList<String>();
        for (String language : List.of("en", "nl", "ar")) {
            try (var browser = new Browser(true, language)) {
                for (var page : pages(language).entrySet()) {
                    String url = node.visitor().base() + page.getValue();
                    browser.phoneWithLargeLetters(url);
                    assertEquals(url, List.of(), browser.beyondTheEdge());
                    assertEquals(url, List.of(), browser.brokenWords(".name > bdi"));
                    browser.phone();
                    for (String scheme : List.of("light", "dark")) {
                        browser.prefers("prefers-color-scheme", scheme);
                        look(browser, language + "-" + page.getKey() + "-" + scheme, url, found);
                    }
                    if (FORCED.contains(page.getKey())) {
                        // Only kept, to be looked at: axe does not know that backgrounds are forced, too.
                        browser.prefers("forced-colors", "active");
                        browser.open(url);
                        browser.keep("masthead-" + language + "-" + page.getKey() + "-forced");
                    }
                }
            }
        }
        assertEquals(List.of(), found);
    }

    private static void look(Browser browser, String name, String url, List<String> found) throws Exception {
        browser.open(url);
        browser.keep("masthead-" + name);
        browser.barriers().forEach(each -> found.add(name + ": " + each));
    }

    /** Their addresses by name. */
    private static Map<String, String> pages(String language) throws Exception {
        var pages = new LinkedHashMap<String, String>();
        PAGES.forEach(each -> pages.put(each, "/" + language + "/" + (each.equals("home") ? "" : each)));
        Visitor visitor = node.visitor();
        var gift = new HashMap<>(Visitor.donation(visitor.key(), "25", "Noor"));
        gift.put("lang", language);
        String checkout = visitor.post("/donations", gift).location();
        pages.put("thanks", visitor.get(visitor.post(checkout, Map.of("action", "pay")).location()).location());
        return pages;
    }

    private static void lay(Path theme, Path site) throws IOException {
        try (Stream<Path> all = Files.walk(theme)) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                Files.copy(each, site.resolve(theme.relativize(each).toString()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
