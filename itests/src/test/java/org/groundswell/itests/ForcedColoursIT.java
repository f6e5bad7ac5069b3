package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.Test;
import org.openqa.selenium.OutputType;

/** Where a system gives all pages its own few colours, as people ask for who see little. */
public class ForcedColoursIT {
    /** Pixels from the top of a tile, behind its border and above its words. */
    private static final int INSIDE = 5;

    @Test
    public void whatIsChosenLooksOtherwise() throws Exception {
        try (var site = new RenderedSite(RuntimeFolder.SHIPPED.resolve("site")); var browser = new Browser(true, "en")) {
            browser.prefers("forced-colors", "active");
            for (String language : List.of("en", "ar")) {
                browser.open(site.address("forced-" + language, site.html(language, "donate")));
                // Where the pointer or the focus is does not say what is chosen.
                browser.click(".amount-grid .amount:has(input[name=amount])");
                browser.click("#name");
                browser.keep("forced-" + language);
                assertEquals("one of them", 1, browser.findAll("input[name=amount]:checked").size());
                for (String group : List.of("amount", "monthly")) {
                    assertNotEquals(group, ground(browser, "input[name=" + group + "]:checked + span"),
                            ground(browser, "input[name=" + group + "]:not(:checked) + span"));
                }
            }
        }
    }

    /** As it is painted: what a browser says of a style is the page's wish. */
    private static int ground(Browser browser, String css) throws IOException {
        BufferedImage tile = ImageIO.read(new ByteArrayInputStream(browser.find(css).getScreenshotAs(OutputType.BYTES)));
        return tile.getRGB(tile.getWidth() / 2, INSIDE);
    }
}
