package org.groundswell.pages.site;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.groundswell.edge.api.snapshots.Snapshot;
import org.groundswell.edge.api.snapshots.SnapshotSet;
import org.groundswell.shared.services.ServletPaths;
import org.junit.rules.TemporaryFolder;

/** A small site folder and what is published of it. */
final class TestSite extends TemporaryFolder {
    private SnapshotSet published = SnapshotSet.EMPTY;
    private SitePages pages;
    private long written;
    private volatile Instant now = Instant.now();
    private final SiteAddress address = new SiteAddress();
    private final DonationView donations = new DonationView();

    @Override
    protected void before() throws Throwable {
        super.before();
        write("site.yaml", """
                name: Small
                languages: [en]
                campaigns:
                  - { id: flood, currency: EUR, goal: 100, amounts: [10] }
                """);
        write("content/en/home.md", "---\ntitle: Home\n---\nHello\n");
        write("translations/en.yaml", "language: English\n");
        write("templates/page.ftlh", "<h1>${meta.title}</h1>${content?no_esc}");
        write("templates/error.ftlh", "error ${status}");
    }

    /** Another language, with a home page. */
    void speaks(String language) throws IOException {
        write("site.yaml", Files.readString(path("site.yaml")).replace("languages: [en", "languages: [en, " + language));
        write("content/" + language + "/home.md", "---\ntitle: Home\n---\n");
        write("translations/" + language + ".yaml", "language: " + language + "\n");
    }

    void write(String name, String text) throws IOException {
        write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    void write(String name, byte[] bytes) throws IOException {
        Files.createDirectories(path(name).getParent());
        Files.write(path(name), bytes);
        // Two writes within one tick of the file system's clock must still differ.
        Files.setLastModifiedTime(path(name), FileTime.from(Instant.ofEpochSecond(1_000_000 + written++)));
    }

    /** What visitors type. */
    void isAt(String url) {
        address.bindAddress(() -> URI.create(url));
    }

    /** The node's clock goes on, or back, to this moment. */
    void isNow(Instant moment) {
        now = moment;
    }

    /** What pages know of gifts and receipts. */
    DonationView donations() {
        return donations;
    }

    void delete(String name) throws IOException {
        Files.delete(path(name));
    }

    Path path(String name) {
        return getRoot().toPath().resolve(name);
    }

    /** What has to be mended after a look at the folder; the first look is a node's start. */
    List<String> problems() {
        if (pages == null) {
            start();
        }
        pages.tick();
        return pages.problems();
    }

    /** A node that begins on this folder. */
    SitePages start() {
        return start(new Sections());
    }

    SitePages start(Sections sections) {
        published = SnapshotSet.EMPTY;
        pages = new SitePages((publisher, set) -> published = set, donations, sections,
                address, getRoot().toPath(), Duration.ZERO, Shipped.NOTHING, path(".kept"),
                new ForeignLinks(() -> new ServletPaths(List.of("/raffle/*")), Duration.ZERO), () -> now);
        pages.tick();
        return pages;
    }

    /** Of the node that was started last. */
    SitePages pages() {
        return pages;
    }

    SnapshotSet published() {
        return published;
    }

    Optional<Snapshot> snapshot(String path) {
        return published.snapshots().stream().filter(each -> each.path().equals(path)).findFirst();
    }

    String body(String path) {
        return snapshot(path).map(each -> new String(each.bytes(), StandardCharsets.UTF_8)).orElse("no page");
    }
}
