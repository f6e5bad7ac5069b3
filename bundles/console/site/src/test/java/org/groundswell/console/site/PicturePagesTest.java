package org.groundswell.console.site;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.Part;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.groundswell.console.site.pictures.PictureProcess;
import org.groundswell.console.testing.Call;
import org.groundswell.console.testing.FakeFrame;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** From somebody's disk into a story, off the site, and back. */
public class PicturePagesTest {
    private static final String HOME = "content/en/home.md";
    private static final String BOAT = "assets/pictures/our-boat.png";
    private static final String WRITTEN = "![A red boat](pictures/our-boat.png)";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final FakeFrame frame = new FakeFrame(ListServlet.class);
    private final FakeSite site = new FakeSite();
    private SiteDesk desk;
    private EditServlet edit;
    private PicturesServlet pictures;
    private UploadServlet upload;

    @Before
    public void open() throws IOException {
        site.write(HOME, "---\ntitle: Home\n---\nHelp\n");
        site.write("content/nl/home.md", "---\ntitle: Thuis\n---\nHelp\n");
        desk = new SiteDesk(site, site.release, site.pages(), folder.getRoot().toPath(), Clock.systemUTC(), 100_000);
        desk.look();
        edit = new EditServlet(frame, desk, new SiteChecks(site, ContentProgram.in(folder.getRoot().toPath()),
                folder.getRoot().toPath().resolve("check"), Clock.systemUTC()), frame, site.release);
        pictures = new PicturesServlet(frame, desk, frame);
        upload = new UploadServlet(desk, frame, folder.getRoot().toPath().resolve("upload"), folder.newFolder().toPath());
    }

    @After
    public void close() throws IOException {
        desk.close();
    }

    @Test
    public void itIsSentPutIntoAStoryPublishedAndTakenBack() throws Exception {
        Call sent = Call.upload(upload, part("C:\\Users\\noor\\Our B\u00f6at.PNG", picture(1000)));
        assertEquals("/admin/site/pictures?did=added", sent.headers.get("Location"));
        String waiting = "assets/pictures/our-boat.png";
        assertEquals(List.of(waiting), desk.pictures().waiting());
        assertTrue(Call.get(pictures, "did=added").body().contains("Waiting for a text"));
        assertEquals(200, Call.get(new PictureFileServlet(desk), "file=" + waiting).status);
        assertFalse("visitors have nothing of it", site.files.containsKey(waiting));
        Call lacking = write("picture", "picture", waiting, "alt-en", "A red boat", "alt-nl", " ");
        assertEquals(422, lacking.status);
        assertTrue(lacking.body(), lacking.body().contains("say what the picture shows"));
        assertTrue("what was said stays", lacking.body().contains("autocomplete=\"off\" value=\"A red boat\""));
        assertEquals(303, write("picture", "picture", waiting, "alt-en", "A red boat", "alt-nl", "Een [rode] boot").status);
        String page = Call.get(edit, "text=page/home").body();
        assertTrue(page, page.contains(WRITTEN) && page.contains("![Een \\[rode\\] boot](pictures/our-boat.png)"));
        assertEquals("preview and check have it", 5, desk.changes(desk.drafts().getFirst()).size());
        assertEquals(303, post(edit, "do", "publish", "text", "page/home", "mark", value("mark"), "text-en", text("en"), "text-nl",
                text("nl"), "base-en", value("base-en"), "base-nl", value("base-nl")).status);
        assertEquals(List.of(waiting, "assets/pictures/our-boat.480w.png", "assets/pictures/our-boat.960w.png").stream().sorted()
                .toList(), site.files.keySet().stream().filter(each -> each.startsWith("assets/")).toList());
        assertEquals(List.of(), desk.pictures().waiting());
        assertTrue(frame.noted.toString(), frame.noted.contains("site.picture-add " + waiting + " "));
        Call used = post(pictures, "do", "away", "file", waiting);
        assertEquals("a page shows it", 422, used.status);
        assertTrue(used.body(), used.body().contains("site/content/en/home.md"));
        comesBackWithItsText(waiting);
    }

    private void comesBackWithItsText(String name) throws Exception {
        String moment = first("name=\"moment\" value=\"([0-9]+)\"");
        assertEquals(303, post(edit, "do", "back", "text", "page/home", "live", value("live"), "moment", moment).status);
        assertFalse(site.read(HOME).contains("boat"));
        assertEquals(303, post(pictures, "do", "away", "file", name).status);
        assertFalse(site.files.toString(), site.files.keySet().stream().anyMatch(each -> each.startsWith("assets/")));
        assertEquals(List.of(name), desk.pictures().waiting());
        String with = first("name=\"moment\" value=\"([0-9]+)\"");
        assertEquals(303, post(edit, "do", "back", "text", "page/home", "live", value("live"), "moment", with).status);
        assertTrue(site.read(HOME).contains(WRITTEN));
        assertEquals("all widths", 3, site.files.keySet().stream().filter(each -> each.startsWith("assets/")).count());
    }

    /** Whoever reads the address in a browser knows what it is. */
    @Test
    public void aNameKeepsItsLettersInEachScript() throws Exception {
        var names = new ArrayList<String>();
        for (String sent : List.of("\u0635\u0648\u0631\u0629 1.png", "\u0635\u0648\u0631\u0629 1.png", "Eén Bóót.PNG", "Gro\u00dfe \u00d8rsted \u0132sbaan.png",
                "\u0928\u093e\u0935.png", "e\u0301te\u0301.png", "\u00e9t\u00e9.png", "\u2024\u2024\uff0f\u202eetc.png", "!!.png")) {
            names.add(desk.pictures().add(sent, List.of(new PictureProcess.Width(8, "png", new byte[] {1}))).replace("assets/pictures/", ""));
        }
        assertEquals(List.of("\u0635\u0648\u0631\u0629-1.png", "\u0635\u0648\u0631\u0629-1-2.png", "een-boot.png", "grosse-orsted-ijsbaan.png",
                "\u0928\u093e\u0935.png", "ete.png", "ete-2.png", "etc.png", "picture.png"), names);
        assertEquals(names.size(), desk.pictures().waiting().size());
        assertTrue(PictureShelf.isNamed("assets/pictures/\u0635\u0648\u0631\u0629-1.png", "100% ![x](pictures/%D8%B5%D9%88%D8%B1%D8%A9-1.png)"));
        assertFalse("of another one", PictureShelf.isNamed("assets/pictures/\u0635\u0648\u0631\u0629-1.png",
                "![x](pictures/\u0635\u0648\u0631\u0629-1-2.png)"));
    }

    @Test
    public void aPictureThatADraftNamesIsNotDeleted() throws Exception {
        Call.upload(upload, part("Our boat.png", picture(1000)));
        assertEquals(303, write("save").status);
        assertEquals(303, write("picture", "picture", BOAT, "alt-en", "A", "alt-nl", "B").status);
        Call used = post(pictures, "do", "forget", "file", BOAT);
        assertEquals(422, used.status);
        assertTrue(used.body(), used.body().contains("content/en/home.md ("));
        assertEquals(List.of(BOAT), desk.pictures().waiting());
        desk.discard(Item.page("home"), "noor");
        assertEquals(303, post(pictures, "do", "forget", "file", BOAT).status);
        assertEquals(List.of(), desk.pictures().waiting());
    }

    @Test
    public void itComesBelowTheLineOfTheCursor() {
        String page = "---\ntitle: Home\n---\nOne line\n\nThe next\n";
        assertEquals("---\ntitle: Home\n---\nOne line\n\n![A](pictures/a.jpg)\n\nThe next\n", put(page, page.indexOf("line")));
        assertEquals("---\ntitle: Home\n---\n\n![A](pictures/a.jpg)\n\nOne line\n\nThe next\n", put(page, page.indexOf("Home")));
        assertEquals(page + "\n![A](pictures/a.jpg)\n", put(page, page.indexOf("next")));
        assertEquals(page + "\n![A](pictures/a.jpg)\n", put(page, 999_999_999));
    }

    private static String put(String page, int cursor) {
        return PictureInsertion.of(Map.of("picture", "assets/pictures/a.jpg", "alt-en", "A", "cursor-en", "" + cursor),
                Map.of("en", new Draft.Text("", page))).texts().get("en").text();
    }

    @Test
    public void whatIsNoPictureIsSaid() throws Exception {
        assertEquals("/admin/site/pictures?problem=kind", Call.upload(upload, part("x.png", "<svg/>".getBytes(
                StandardCharsets.UTF_8))).headers.get("Location"));
        assertEquals("/admin/site/pictures?problem=empty", Call.upload(upload, part("x.png", new byte[0])).headers.get("Location"));
        assertEquals("/admin/site/pictures?problem=nothing", Call.upload(upload, part("", new byte[0])).headers.get("Location"));
        assertEquals("/admin/site/pictures?problem=newer", Call.upload(upload, part("x.jpg", ("RIFF....WEBPVP8 " + "x".repeat(99))
                .getBytes(StandardCharsets.UTF_8))).headers.get("Location"));
        assertEquals("/admin/site/pictures?problem=newer", Call.upload(upload, part("x.jpg", "....ftypheic....".getBytes(
                StandardCharsets.UTF_8))).headers.get("Location"));
        assertEquals("/admin/site/pictures?problem=large", Call.upload(upload, part("x.png", new byte[15_000_001]))
                .headers.get("Location"));
        for (String problem : List.of("kind", "nothing", "large", "pixels", "empty", "newer")) {
            assertTrue(Call.get(pictures, "problem=" + problem).body().contains("role=\"alert\""));
        }
        assertEquals(List.of(), desk.pictures().waiting());
        assertEquals(List.of(), frame.noted);
    }

    @Test
    public void namesAreMadeSafeAndNeverGivenTwice() throws Exception {
        for (String name : List.of("../../../etc/passwd.png", "\u0642\u0627\u0631\u0628.png", "", "a.480w.png", "con\0.png", "passwd.png",
                "<script>.png")) {
            Call.upload(upload, part(name, picture(10)));
        }
        assertEquals(List.of("assets/pictures/a-480w.png", "assets/pictures/con.png", "assets/pictures/passwd-2.png",
                "assets/pictures/passwd.png", "assets/pictures/picture.png",
                "assets/pictures/script.png", "assets/pictures/\u0642\u0627\u0631\u0628.png"), desk.pictures().waiting());
        for (String file : List.of("../conf/x.png", HOME, "", "assets/gone.png", "assets/../assets/pictures/con.png")) {
            assertEquals(file, 404, Call.get(new PictureFileServlet(desk), "file=" + file).status);
            assertEquals(file, 404, post(pictures, "do", "forget", "file", file).status);
            assertEquals(file, 404, post(pictures, "do", "away", "file", file).status);
        }
        assertEquals(400, post(pictures, "do", "format", "file", BOAT).status);
        assertEquals(400, write("picture", "picture", "assets/gone.png").status);
        assertEquals(303, post(pictures, "do", "forget", "file", "assets/pictures/con.png").status);
        assertEquals(6, desk.pictures().waiting().size());
    }

    private Call write(String what, String... further) throws Exception {
        var fields = new ArrayList<>(List.of("do", what, "text", "page/home", "mark", value("mark"), "text-en", text("en"),
                "text-nl", text("nl"), "base-en", value("base-en"), "base-nl", value("base-nl")));
        fields.addAll(List.of(further));
        return post(edit, fields.toArray(String[]::new));
    }

    private static Call post(HttpServlet page, String... fields) throws Exception {
        return new Call("noor", "").send(page, List.of(), fields);
    }

    private String value(String name) throws Exception {
        return first("name=\"" + name + "\" value=\"([^\"]*)\"");
    }

    private String text(String language) throws Exception {
        return first("<textarea id=\"text-" + language + "\"[^>]*>\n([^<]*)</textarea>");
    }

    private String first(String pattern) throws Exception {
        Matcher found = Pattern.compile(pattern).matcher(Call.get(edit, "text=page/home").body());
        assertTrue(pattern, found.find());
        return found.group(1);
    }

    private static byte[] picture(int width) throws IOException {
        var out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, width / 2, BufferedImage.TYPE_INT_ARGB), "png", out);
        return out.toByteArray();
    }

    private static Part part(String name, byte[] bytes) {
        return (Part) Proxy.newProxyInstance(Part.class.getClassLoader(), new Class<?>[] {Part.class}, (_, called, _) ->
                switch (called.getName()) {
                    case "getSize" -> (long) bytes.length;
                    case "getSubmittedFileName" -> name;
                    case "getInputStream" -> new ByteArrayInputStream(bytes);
                    case "delete" -> null;
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }
}
