package org.groundswell.pages.site;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.groundswell.pages.api.editing.Publication;
import org.groundswell.pages.api.editing.SitePicture;
import org.groundswell.pages.api.editing.TextChange;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Pictures that come with a text, and which of them are used. */
public class PicturesTest {
    private static final String HOME = "content/en/home.md";
    private static final String BOAT = "assets/pictures/boat.png";
    private static final String NARROW = "assets/pictures/boat.48w.png";

    @Rule
    public final TestSite site = new TestSite();
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void aPictureComesWithItsTextAndIsShownInBothWidths() throws Exception {
        SitePages pages = site.start();
        List<TextChange> changes = List.of(home("![A boat](pictures/boat.png)\n"), added(BOAT, 96), added(NARROW, 48));
        assertTrue(pages.preview("home", "en", changes).html().contains("src=\"data:image/png;base64,"));
        assertEquals(new Publication.Published(List.of()), pages.publish(changes));
        pages.tick();
        assertTrue(site.body("/en/").contains("96w\" sizes="));
        assertEquals(List.of(new SitePicture(BOAT, 96, 48, 48, List.of(NARROW), List.of(HOME))), pages.pictures());
        assertArrayEquals(png(48), pages.picture(NARROW));
        assertNull(pages.picture("assets/gone.png"));
        assertNull(pages.picture("../conf/secret.png"));
        assertNull(pages.picture(HOME));
    }

    @Test
    public void aPictureThatAPageShowsIsNotTakenAway() throws Exception {
        site.start().publish(List.of(home("![A boat](pictures/boat.png)\n"), added(BOAT, 96)));
        var refused = (Publication.Refused) site.start().publish(List.of(new TextChange(BOAT, TextChange.digest(png(96)), null)));
        assertTrue(refused.toString(), refused.mistakes().getFirst().contains("'pictures/boat.png' leads nowhere: there is no file"
                + " assets/pictures/boat.png"));
    }

    /** More than are read would not be there for visitors, and what was there would be gone, too. */
    @Test
    public void picturesBeyondWhatASiteMayHaveAreRefused() throws Exception {
        var many = new ArrayList<TextChange>();
        for (int i = 0; i < 9; i++) {
            many.add(new TextChange("assets/pictures/" + i + ".png", TextChange.ABSENT, new byte[4_900_000]));
        }
        var refused = (Publication.Refused) site.start().publish(many);
        assertTrue(refused.toString(), refused.mistakes().getFirst().contains("40000000 bytes in all"));
    }

    @Test
    public void aCopyOfTheSiteIsAsItWouldBe() throws Exception {
        Path copy = folder.getRoot().toPath().resolve("copy");
        site.start().copyTo(copy, List.of(home("New\n"), added(BOAT, 96)));
        assertTrue(Files.readString(copy.resolve(HOME)).endsWith("New\n"));
        assertTrue(Files.exists(copy.resolve("site.yaml")) && Files.exists(copy.resolve(BOAT)));
        assertTrue("the site is as it was", site.start().pictures().isEmpty());
    }

    @Test
    public void namesThatLeadElsewhereAreNone() {
        for (String file : List.of("assets/x.svg", "assets/../x.png", "assets/.x.png", "assets/a%2fb.png", "templates/x.png",
                "assets/.png/x.png", "/assets/x.png", "assets//x.png", "assets/x.png/", "site.yaml.png")) {
            assertThrows(file, IllegalArgumentException.class, () -> new TextChange(file, "", null));
        }
    }

    private TextChange home(String text) throws IOException {
        return new TextChange(HOME, TextChange.digest(Files.readAllBytes(site.path(HOME))),
                ("---\ntitle: Home\n---\n" + text).getBytes(StandardCharsets.UTF_8));
    }

    private static TextChange added(String file, int width) {
        return new TextChange(file, TextChange.ABSENT, png(width));
    }

    /** The head of one, half as high as it is wide: nobody decodes it. */
    private static byte[] png(int width) {
        return ByteBuffer.allocate(24).putInt(0x89504e47).position(16).putInt(width).putInt(width / 2).array();
    }
}
