package org.groundswell.pages.publishing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.groundswell.testing.RecordsInMemory;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;

/** Two nodes that have one site, and a folder with the next one. */
abstract class TwoNodes {
    static final KeptVersions KEEPING = new KeptVersions(20, Duration.ofDays(30));
    static final Note UNNOTED = _ -> { };

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    final RecordsInMemory records = new RecordsInMemory();
    Instant now = Instant.parse("2026-11-28T20:00:00Z");
    SitePublishing here;
    SitePublishing there;

    @Before
    public void open() throws Exception {
        write("here/site/site.yaml", "name: here");
        write("there/site/site.yaml", "name: there");
        write("there/site/content/en/own.md", "only there");
        write("there/site/.git/config", "hidden");
        write("next/site.yaml", "name: next");
        write("next/content/en/home.md", "Welcome");
        var picture = new byte[150_000];
        new Random(1).nextBytes(picture);
        Files.createDirectories(path("next/assets"));
        Files.write(path("next/assets/boat.jpg"), picture);
        write("next/assets/empty.css", "");
        here = node("here", 1);
        there = node("there", 1);
    }

    @After
    public void close() {
        here.close();
        there.close();
    }

    SiteVersion publish(SitePublishing at, String from) throws IOException {
        return at.publish(new SiteFiles(path(from)).read(), UNNOTED);
    }

    SitePublishing node(String name, int key) throws IOException {
        var node = new SitePublishing(path(name + "/site"), path(name + "/kept"), () -> now, KEEPING);
        node.bindRecords(records);
        node.bindKeys(new OneKey(key));
        node.round();
        return node;
    }

    void rounds() throws IOException {
        here.round();
        there.round();
    }

    Path path(String name) {
        return folder.getRoot().toPath().resolve(name);
    }

    String read(String name) throws IOException {
        return Files.readString(path(name), StandardCharsets.UTF_8);
    }

    void write(String name, String text) throws IOException {
        Files.createDirectories(path(name).getParent());
        Files.writeString(path(name), text);
    }
}
