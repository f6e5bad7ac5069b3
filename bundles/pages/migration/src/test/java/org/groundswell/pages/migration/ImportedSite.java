package org.groundswell.pages.migration;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;

/** A site of two languages without a page, which others are taken over into. */
abstract class ImportedSite {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    Path site;

    @Before
    public void aSite() throws IOException {
        site = folder.newFolder("site").toPath();
        Files.writeString(site.resolve("site.yaml"), "name: New\nlanguages: [en, nl]\n");
    }

    final int run(String... typed) {
        said.reset();
        var arguments = new ArrayList<>(List.of(site.toString()));
        arguments.addAll(List.of(typed));
        var out = new PrintStream(said, true, StandardCharsets.UTF_8);
        return ImportProgram.run(arguments, out, out);
    }

    final String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    final String page(String name) throws IOException {
        return Files.readString(site.resolve("content").resolve(name));
    }

    final List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(site)) {
            return all.filter(Files::isRegularFile).map(file -> site.relativize(file).toString()).sorted().toList();
        }
    }
}
