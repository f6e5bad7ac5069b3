package org.groundswell.itests;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** Tarballs of releases that are not there yet, made of what is shipped. */
record NextRelease(Path folder, String shipped) {
    private static final String STEPS = "lib/schema/ledger-sqlite";

    /** What is shipped, under another version, with one more step of the ledger's schema. */
    Path whole(String version) throws Exception {
        return pack("groundswell-" + version + ".tar.gz", widened(version, "schema-news.sql"));
    }

    /** With one step more, and a bundle that does nothing in the place of the only gateway. */
    Path withoutGateway(String version) throws Exception {
        Path copy = widened(version, "schema-news.sql", "schema-more.sql");
        var manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", "org.groundswell.payments.sandbox");
        manifest.getMainAttributes().putValue("Bundle-Version", "1.0.0");
        new JarOutputStream(Files.newOutputStream(jar(copy, "org.groundswell.payments.sandbox")), manifest).close();
        return pack("unfit.tar.gz", copy);
    }

    /**
     * A release of which only the script is there.
     *
     * @param steps of the ledger's schema that it has besides
     */
    Path small(String name, String version, String... steps) throws Exception {
        Path copy = Files.createDirectories(folder.resolve(version));
        for (String part : List.of("bin", "lib/schema", "launcher", "artifacts", "features")) {
            Files.createDirectories(copy.resolve(part));
        }
        Files.writeString(copy.resolve("bin/groundswell"), "version='" + version
                + "'\n[ $1 != version ] || { echo Groundswell $version; exit; }\nexit 9\n");
        Files.writeString(copy.resolve("lib/succession.sh"), "");
        Files.copy(Path.of(System.getProperty("groundswell.runtime")).resolve(STEPS), copy.resolve(STEPS),
                StandardCopyOption.REPLACE_EXISTING);
        Files.write(copy.resolve(STEPS), List.of(steps), StandardOpenOption.APPEND);
        return pack(name, copy);
    }

    /** What is shipped, with further steps of the ledger's schema, each of which gives each gift another column. */
    private Path widened(String version, String... steps) throws IOException {
        Path copy = RuntimeFolder.copy("upgrade-new", 1, 2);
        Path script = copy.resolve("bin/groundswell");
        Files.writeString(script, Files.readString(script).replace("version='" + shipped + "'", "version='" + version + "'"));
        try (FileSystem ledger = FileSystems.newFileSystem(jar(copy, "org.groundswell.donations.ledger.sqlite"))) {
            Path schema = ledger.getPath("org/groundswell/donations/ledger/sqlite");
            for (String each : steps) {
                Files.writeString(schema.resolve("steps"), each + " widens\n", StandardOpenOption.APPEND);
                Files.writeString(schema.resolve(each), "ALTER TABLE donation ADD COLUMN " + each.replaceAll("\\W", "_")
                        + " TEXT NOT NULL DEFAULT 'none';\n");
            }
            Files.copy(schema.resolve("steps"), copy.resolve(STEPS), StandardCopyOption.REPLACE_EXISTING);
        }
        return copy;
    }

    private static Path jar(Path home, String bundle) throws IOException {
        try (Stream<Path> jars = Files.walk(home.resolve("artifacts/org/groundswell").resolve(bundle))) {
            return jars.filter(each -> each.toString().endsWith(".jar")).findFirst().orElseThrow();
        }
    }

    private Path pack(String name, Path home) throws Exception {
        Path tarball = folder.resolve(name);
        String own = home.getFileName().toString();
        assertEquals(0, new ProcessBuilder("tar", "-cf", tarball.toString(), "-C", home.getParent().toString(),
                "--use-compress-program=gzip -1", "--transform=s,^" + own + ",groundswell,", own).inheritIO().start().waitFor());
        sign(tarball);
        return tarball;
    }

    static void sign(Path tarball) throws Exception {
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        Files.writeString(checksum(tarball), HexFormat.of().formatHex(sha.digest(Files.readAllBytes(tarball))) + "  "
                + tarball.getFileName() + "\n", StandardCharsets.US_ASCII);
    }

    static Path checksum(Path tarball) {
        return tarball.resolveSibling(tarball.getFileName() + ".sha256");
    }
}
