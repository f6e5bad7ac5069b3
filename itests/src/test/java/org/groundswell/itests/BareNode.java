package org.groundswell.itests;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A node's folder with the shipped scripts only: for what they do without a process of Java. */
final class BareNode {
    /** What a release has, without which none is taken. */
    static final List<String> PARTS = List.of("launcher/launcher.jar", "artifacts/one.jar", "features/node.json");
    private static final Path SHIPPED = Path.of(System.getProperty("groundswell.runtime"));

    private final Path home;

    BareNode(Path home) throws IOException {
        this.home = home;
        for (String folder : List.of("bin", "lib", "conf", "data")) {
            Files.createDirectories(home.resolve(folder));
        }
        Files.copy(SHIPPED.resolve("bin/groundswell"), home.resolve("bin/groundswell"), StandardCopyOption.COPY_ATTRIBUTES);
        try (Stream<Path> parts = Files.list(SHIPPED.resolve("lib"))) {
            for (Path part : parts.filter(each -> each.toString().endsWith(".sh")).toList()) {
                Files.copy(part, home.resolve("lib").resolve(part.getFileName()));
            }
        }
        for (String part : PARTS) {
            Files.createDirectories(home.resolve(part).getParent());
            Files.writeString(home.resolve(part), "");
        }
        version("1.0.0");
    }

    Path home() {
        return home;
    }

    Path file(String name) {
        return home.resolve(name);
    }

    /** From now on its scripts say that they are of this version. */
    BareNode version(String version) throws IOException {
        Path script = home.resolve("bin/groundswell");
        Files.writeString(script, Files.readString(script).replaceFirst("\nversion='.*'", "\nversion='" + version + "'"));
        return this;
    }

    /** Its folder as a release, with the checksum beside it. */
    Path packed() throws Exception {
        String name = home.getFileName().toString();
        return packed("--transform=s,^" + name + ",groundswell,SH", name);
    }

    /** A tarball that tar makes with these arguments in the folder that this node is in. */
    Path packed(String... arguments) throws Exception {
        Path tarball = home.resolveSibling(home.getFileName() + ".tar.gz");
        var command = new ArrayList<>(List.of("tar", "-czPf", tarball.toString(), "-C", home.getParent().toString()));
        command.addAll(Arrays.asList(arguments));
        assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
        var sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(tarball));
        Files.writeString(tarball.resolveSibling(tarball.getFileName() + ".sha256"), HexFormat.of().formatHex(sum) + "  x\n");
        return tarball;
    }

    Process begin(Map<String, String> environment, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("bash", home.resolve("bin/groundswell").toString()));
        command.addAll(Arrays.asList(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("GROUNDSWELL_DATA");
        builder.environment().putAll(environment);
        return builder.start();
    }

    Node.Result script(String... arguments) throws IOException, InterruptedException {
        return end(begin(Map.of(), arguments));
    }

    static Node.Result end(Process script) throws IOException, InterruptedException {
        String text = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Node.Result(script.waitFor(), text);
    }
}
