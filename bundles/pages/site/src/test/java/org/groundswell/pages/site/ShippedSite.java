package org.groundswell.pages.site;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.groundswell.edge.api.PublicAddress;
import org.groundswell.edge.api.snapshots.Snapshot;
import org.groundswell.edge.api.snapshots.SnapshotSet;
import org.groundswell.shared.services.ServletPaths;
import org.junit.rules.ExternalResource;
import org.junit.rules.TemporaryFolder;

/** The site that runtime/ ships, in a folder of its own, for what every donor sees. */
final class ShippedSite extends ExternalResource {
    static final Path SHIPPED = Path.of("../../../runtime/site");

    private final TemporaryFolder temporary = new TemporaryFolder();
    private Path folder;
    private final DonationView donations = new DonationView();
    private final SiteAddress address = new SiteAddress();
    private SnapshotSet published = SnapshotSet.EMPTY;

    @Override
    protected void before() throws IOException {
        temporary.create();
        folder = temporary.getRoot().toPath();
        address.bindAddress(() -> URI.create("https://give.example"));
        Files.walkFileTree(SHIPPED, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path copy = path(SHIPPED.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Override
    protected void after() {
        temporary.delete();
    }

    SitePages pages() throws IOException {
        return pages(donations);
    }

    SitePages pages(DonationView donations) throws IOException {
        var pages = new SitePages((publisher, set) -> published = set, donations, new Sections(), address, folder,
                Duration.ZERO, Shipped.of(SiteFolder.read(SHIPPED, new ArrayList<>())), path(".kept"),
                new ForeignLinks(() -> new ServletPaths(List.of("/raffle/*")), Duration.ZERO), InstantSource.system());
        pages.tick();
        return pages;
    }

    /** Nobody has said what visitors type. */
    void hasNoAddress() {
        address.bindAddress(new PublicAddress() {
            @Override
            public URI base() {
                return URI.create("http://127.0.0.1:8080");
            }

            @Override
            public boolean isConfigured() {
                return false;
            }
        });
    }

    /** What pages know of gifts and receipts. */
    DonationView donations() {
        return donations;
    }

    /** What is published at a path. */
    String body(String path) {
        return StandardCharsets.UTF_8.decode(snapshot(path).body()).toString();
    }

    Snapshot snapshot(String path) {
        return published.snapshots().stream().filter(each -> each.path().equals(path)).findFirst().orElseThrow();
    }

    boolean has(String path) {
        return published.snapshots().stream().anyMatch(each -> each.path().equals(path));
    }

    void change(String name, String pattern, String by) throws IOException {
        Files.writeString(path(name), Files.readString(path(name)).replaceAll(pattern, by));
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    /** The donation form as it comes back. */
    static String form(SitePages pages, String language, Map<String, String> typed, Map<String, String> errors) {
        return page(pages, "donate", language, Map.of("campaign", "flood", "form", typed, "errors", errors, "key", "k",
                "choices", List.of()));
    }

    static String page(SitePages pages, String page, String language, Map<String, ?> values) {
        return new String(pages.render(page, language, values), StandardCharsets.UTF_8);
    }
}
