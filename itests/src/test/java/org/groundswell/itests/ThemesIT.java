package org.groundswell.itests;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;

/** The other looks that are shipped, as README says they are laid over a site, in a browser. */
public class ThemesIT {
    private static final List<String> PAGES = List.of("", "donate", "contact", "about", "privacy", "nothing");
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
                for (String page : PAGES) {
                    String url = node.visitor().base() + "/" + language + "/" + page;
                    browser.phoneWithLargeLetters(url);
                    assertEquals(url, List.of(), browser.beyondTheEdge());
                    assertEquals(url, List.of(), browser.brokenWords(".name > bdi"));
                    browser.phone();
                    for (String scheme : List.of("light", "dark")) {
                        browser.prefers("prefers-color-scheme", scheme);
                        browser.open(url);
                        browser.keep("masthead-" + language + "-" + page + "-" + scheme);
                        browser.barriers().forEach(each -> found.add(url + " " + scheme + ": " + each));
                    }
                }
            }
        }
        assertEquals(List.of(), found);
    }

    private static void lay(Path theme, Path site) throws IOException {
        try (Stream<Path> all = Files.walk(theme)) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                Files.copy(each, site.resolve(theme.relativize(each).toString()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
