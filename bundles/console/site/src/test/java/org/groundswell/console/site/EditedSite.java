package org.groundswell.console.site;

import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.groundswell.console.testing.Call;
import org.groundswell.console.testing.FakeFrame;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;

/** A site with a page that has a typo in two languages, and the form in which it is edited. */
abstract class EditedSite {
    static final String HOME = "content/en/home.md";
    static final String DUTCH = "content/nl/home.md";
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    final FakeFrame frame = new FakeFrame(ListServlet.class);
    final FakeSite site = new FakeSite();
    Instant now = Instant.now();
    SiteDesk desk;
    EditServlet edit;

    @Before
    public void open() throws IOException {
        site.write(HOME, "---\ntitle: Home\n---\nWatre for all\n");
        site.write(DUTCH, "---\ntitle: Thuis\n---\nWatre voor allen\n");
        site.write("translations/en.yaml", "language: English\n");
        restart();
    }

    void restart() throws IOException {
        if (desk != null) {
            desk.close();
        }
        desk = new SiteDesk(site, site.release, site.pages(), folder.getRoot().toPath(), new Ticking(), 10_000);
        desk.look();
        edit = new EditServlet(frame, desk, checks(), frame, site.release);
    }

    SiteChecks checks() throws IOException {
        Path root = folder.getRoot().toPath();
        return new SiteChecks(site, ContentProgram.in(root), root.resolve("check"), new Ticking());
    }

    @After
    public void close() throws IOException {
        desk.close();
    }

    /** The page's form, as a browser would send it. */
    final class Form {
        final String page;
        private final List<String> fields = new ArrayList<>();

        Form(String item) throws Exception {
            this(Call.get(edit, "text=" + URLEncoder.encode(item, StandardCharsets.UTF_8)).body(), item);
        }

        Form(String page, String item) {
            this.page = page;
            put("text", item);
            for (String name : List.of("mark", "now", "live", "base-en", "base-nl", "base-ar", "base-site",
                    "base-words", "live-en", "live-nl", "live-ar")) {
                if (page.contains("name=\"" + name + "\"")) {
                    put(name, value(name));
                }
            }
            for (String language : List.of("en", "nl", "ar", "site", "words")) {
                if (page.contains("name=\"text-" + language)) {
                    put("text-" + language, text(language));
                }
            }
        }

        String value(String name) {
            return first("name=\"" + name + "\" value=\"([^\"]*)\"");
        }

        String text(String language) {
            return first("<textarea id=\"text-" + language + "\"[^>]*>\n([^<]*)</textarea>").replace("&quot;", "\"")
                    .replace("&#39;", "'").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        }

        String first(String pattern) {
            Matcher found = Pattern.compile(pattern).matcher(page);
            assertTrue(pattern + " in " + page, found.find());
            return found.group(1);
        }

        Form with(String name, String value) {
            put(name, value);
            return this;
        }

        Call send(String what, String who) throws Exception {
            put("do", what);
            return new Call(who, "").send(edit, List.of(), fields.toArray(String[]::new));
        }

        private void put(String name, String value) {
            fields.add(name);
            fields.add(value);
        }
    }

    /** No two moments are the same. */
    final class Ticking extends Clock {
        private long asked;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now.plusMillis(++asked);
        }
    }
}
