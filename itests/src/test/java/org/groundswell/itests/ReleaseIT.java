package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What stands beside a release is true, and what would make it untrue ends the build. */
public class ReleaseIT {
    private static final Path HOME = Path.of(System.getProperty("groundswell.runtime"));
    private static final Path PROJECT = Page.readme().file().toAbsolutePath().normalize().getParent();

    /** As Maven and property files write one. */
    private static final Pattern MOMENT = Pattern.compile(
            "<lastUpdated>|(?m)^#\\w{3} \\w{3} \\d\\d \\d\\d:\\d\\d:\\d\\d ");

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private record Run(int status, String text) {
    }

    @Test
    public void everyJarIsInTheListsWithItsChecksumAndItsLicence() throws Exception {
        JsonObject bom = JsonParser.parseString(Files.readString(HOME.resolve("sbom.json"))).getAsJsonObject();
        Set<String> listed = new HashSet<>();
        String notices = Files.readString(HOME.resolve("THIRD-PARTY.txt"));
        for (JsonElement each : bom.getAsJsonArray("components")) {
            JsonObject part = each.getAsJsonObject();
            String name = part.get("group").getAsString() + ":" + part.get("name").getAsString();
            assertFalse(name, part.getAsJsonArray("licenses").get(0).getAsJsonObject().get("expression").getAsString()
                    .isEmpty());
            assertTrue(name, name.startsWith("org.groundswell:")
                    || notices.contains(name + " " + part.get("version").getAsString() + ": "));
            if (part.has("hashes")) {
                listed.add(part.getAsJsonArray("hashes").get(0).getAsJsonObject().get("content").getAsString());
            }
        }
        int jars = 0;
        for (String place : List.of("artifacts", "launcher")) {
            try (Stream<Path> files = Files.walk(HOME.resolve(place))) {
                for (Path jar : files.filter(file -> file.toString().endsWith(".jar"))
                        .filter(file -> !file.toString().matches(".*-(sources|javadoc)\\.jar")).toList()) {
                    assertTrue(jar.toString(), listed.contains(sha256(jar)));
                    jars++;
                }
            }
        }
        assertTrue("jars: " + jars, jars > 80);
        assertTrue("what travels inside", notices.contains("com.sanctionco.jmail:jmail"));
    }

    @Test
    public void theChecksumIsThatOfTheArchive() throws Exception {
        Path archive = HOME.resolveSibling("../" + HOME.getParent().getFileName() + ".tar.gz").normalize();
        String said = Files.readString(archive.resolveSibling(archive.getFileName() + ".sha256"));
        assertEquals(sha256(archive) + "  " + archive.getFileName() + "\n", said);
    }

    /** So that two builds of one commit, in two places, give the same bytes. */
    @Test
    public void nothingInTheArchiveTellsWhenOrWhereItWasBuilt() throws Exception {
        Path archive = HOME.resolveSibling("../" + HOME.getParent().getFileName() + ".tar.gz").normalize();
        LocalDateTime moment = LocalDateTime.ofInstant(Instant.parse(Files.readString(PROJECT.resolve("pom.xml"))
                .replaceFirst("(?s).*<project.build.outputTimestamp>([^<]+)<.*", "$1")), ZoneOffset.UTC);
        Run listed = run(PROJECT, "tar", "--utc", "--full-time", "--numeric-owner", "-tvzf", archive.toString());
        assertEquals(Set.of("0/0 " + moment.format(DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss"))),
                listed.text().lines().map(line -> line.replaceFirst("^\\S+ +(\\S+) +\\S+ (\\S+ \\S+) .*", "$1 $2"))
                        .collect(Collectors.toSet()));
        var telling = new ArrayList<String>();
        try (Stream<Path> files = Files.walk(HOME)) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                if (tells(Files.readAllBytes(each))) {
                    telling.add(HOME.relativize(each).toString());
                }
                if (each.getFileName().toString().matches("org\\.groundswell\\..*\\.jar")) {
                    telling.addAll(tellingIn(each, moment));
                }
            }
        }
        assertEquals(List.of(), telling);
    }

    /** Those of the builder's files depend on a umask. */
    @Test
    public void modesAreSaidForAllThatIsShipped() throws Exception {
        Path assembly = PROJECT.resolve("runtime/assembly.xml");
        Document said = Jsoup.parse(Files.readString(assembly), Parser.xmlParser());
        assertTrue(said.select("fileSets > fileSet").size() > 10 && said.select("files > file").size() > 10);
        assertEquals(List.of(), said.select("fileSet:not(:has(fileMode)), fileSet:not(:has(directoryMode)),"
                + " file:not(:has(fileMode))").eachText());
        Path archive = HOME.resolveSibling("../" + HOME.getParent().getFileName() + ".tar.gz").normalize();
        Run listed = run(PROJECT, "tar", "-tvzf", archive.toString());
        assertEquals(List.of(), listed.text().lines().filter(line -> !line.matches("-rw-r--r-- .*|drwxr-xr-x .*/"
                + "|-rwxr-xr-x .* groundswell/bin/groundswell")).toList());
    }

    private static boolean tells(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return text.contains(PROJECT.toString()) || MOMENT.matcher(text).find();
    }

    private static List<String> tellingIn(Path jar, LocalDateTime moment) throws IOException {
        var telling = new ArrayList<String>();
        var times = new HashSet<LocalDateTime>();
        try (var in = new ZipFile(jar.toFile())) {
            for (ZipEntry each : in.stream().toList()) {
                times.add(each.getTimeLocal());
                if (tells(in.getInputStream(each).readAllBytes())) {
                    telling.add(jar.getFileName() + ": " + each.getName());
                }
            }
        }
        if (!times.equals(Set.of(moment))) {
            telling.add(jar.getFileName() + ": " + times);
        }
        return telling;
    }

    @Test
    public void aLicenceThatNobodyKnowsEndsTheBuild() throws Exception {
        Path jar = folder.getRoot().toPath().resolve("jars/org/example/odd/1.0/odd-1.0.jar");
        write(jar, "org/example/Odd.class");
        Path ours = folder.getRoot().toPath().resolve("jars/org/groundswell/org.groundswell.odd/1.0/odd-1.0.jar");
        write(ours, "com/example/Stowaway.class");
        Run run = run(PROJECT.resolve("runtime"), Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "release/Shipped.java", "list", "1.0", "2026-01-01T00:00:00Z", "../pom.xml",
                folder.getRoot().toPath().resolve("out").toString(), folder.getRoot().toPath().resolve("jars").toString());
        assertNotEquals(run.text(), 0, run.status());
        assertTrue(run.text(), run.text().contains("licence.odd"));
        assertTrue(run.text(), run.text().contains("carried.com.example"));
    }

    @Test
    public void aChangedApiWithItsOldVersionEndsTheBuild() throws Exception {
        Run run = builtWith("StatisticsSnapshot figures();");
        assertNotEquals(run.text(), 0, run.status());
        assertTrue(run.text(), run.text().contains("bnd-baseline-maven-plugin")
                && run.text().contains("org.groundswell.stats.api"));
    }

    @Test
    public void aNullThatAnApiDoesNotNameEndsTheBuild() throws Exception {
        Run run = builtWith("default StatisticsSnapshot snapshot() {\n        return null;\n    }");
        assertNotEquals(run.text(), 0, run.status());
        assertTrue(run.text(), run.text().contains("[NullAway] returning @Nullable expression"));
    }

    @Test
    public void everyApiSaysWhereNullMayBe() throws Exception {
        try (Stream<Path> files = Files.walk(PROJECT.resolve("bundles"), 12)) {
            List<Path> packages = files.filter(each -> each.toString()
                    .matches(".*/api/src/main/java/.*/package-info\\.java")).toList();
            assertTrue(packages.toString(), packages.size() > 15);
            for (Path each : packages) {
                assertTrue(each.toString(), Files.readString(each).contains("@NullMarked"));
                Path main = PROJECT.resolve(each.toString().replaceFirst("/src/main/java/.*", "/src/main"));
                assertTrue(main.toString(), Files.exists(main.resolve("null-checked")));
            }
        }
    }

    /** What the build says to a copy of the smallest api that has this in place of its only method. */
    private Run builtWith(String method) throws Exception {
        Path copy = folder.getRoot().toPath().resolve("project");
        for (String part : List.of(".mvn", "bundles/stats/api/src", "bundles/released/org/groundswell/released")) {
            copy(PROJECT.resolve(part), copy.resolve(part));
        }
        for (String part : List.of("bundles/stats/api/pom.xml", "bundles/stats/api/bnd.bnd")) {
            Files.copy(PROJECT.resolve(part), copy.resolve(part));
        }
        String pom = Files.readString(PROJECT.resolve("pom.xml"));
        Files.writeString(copy.resolve("pom.xml"), pom.replaceAll("(?s)<modules>.*</modules>",
                "<modules><module>bundles/stats/api</module></modules>"));
        Path api = copy.resolve("bundles/stats/api/src/main/java/org/groundswell/stats/api/Statistics.java");
        String source = Files.readString(api);
        String changed = source.replace("StatisticsSnapshot snapshot();", method);
        assertNotEquals(source, changed);
        Files.writeString(api, changed);
        // Whatever this build has fetched is there, wherever it keeps it.
        return run(copy, "mvn", "-B", "-o", "-q", "verify", "-Dmaven.javadoc.skip", "-Dmaven.source.skip",
                "-Dmaven.repo.local=" + System.getProperty("localRepository"));
    }

    private Run run(Path place, String... command) throws Exception {
        Path said = folder.newFile().toPath();
        int status = new ProcessBuilder(command).directory(place.toFile()).redirectErrorStream(true)
                .redirectOutput(said.toFile()).start().waitFor();
        return new Run(status, Files.readString(said));
    }

    private static void write(Path jar, String entry) throws IOException {
        Files.createDirectories(jar.getParent());
        try (OutputStream out = Files.newOutputStream(jar); var files = new JarOutputStream(out, new Manifest())) {
            files.putNextEntry(new ZipEntry(entry));
            files.write("nothing".getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        var all = new ArrayList<Path>();
        try (Stream<Path> files = Files.walk(from)) {
            files.filter(Files::isRegularFile).forEach(all::add);
        }
        for (Path each : all) {
            Path target = to.resolve(from.relativize(each).toString());
            Files.createDirectories(target.getParent());
            Files.copy(each, target);
        }
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
