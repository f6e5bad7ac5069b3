package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Nothing that is shipped has a hole that is known; {@code known-holes.txt} says which are. */
public class KnownHolesIT {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void nothingShippedHasOne() throws Exception {
        assertEquals(Set.of(), listed().in(Path.of(System.getProperty("groundswell.runtime"))));
    }

    @Test
    public void theJettyOfBeforeIsFound() throws Exception {
        jar("org/eclipse/jetty/jetty-http/12.0.32/jetty-http-12.0.32.jar", "");
        jar("org/eclipse/jetty/jetty-http/12.0.39/jetty-http-12.0.39.jar",
                "org.eclipse.jetty.http;version=\"12.0.39\"");
        assertTrue(found(), found().contains("jetty-http-12.0.32.jar has CVE-2026-2332"));
        assertTrue(found(), !found().contains("12.0.39.jar"));
    }

    @Test
    public void itIsFoundInsideAnotherBundleToo() throws Exception {
        jar("org/apache/felix/org.apache.felix.http.jetty12/1.1.8/org.apache.felix.http.jetty12-1.1.8.jar",
                "org.eclipse.jetty.http;uses:=\"a,b\";version=\"12.0.32\",org.eclipse.jetty.io;version=\"12.0.32\"");
        assertTrue(found(), found().contains("org.apache.felix.http.jetty12-1.1.8.jar has CVE-2026-2332"));
    }

    @Test
    public void aJarWithoutFoldersIsKnownByItsOwnWord() throws Exception {
        Path file = folder.getRoot().toPath().resolve("commons-lang3-3.12.0.jar");
        try (var jar = new JarOutputStream(Files.newOutputStream(file))) {
            jar.putNextEntry(new ZipEntry(
                    "META-INF/maven/org.apache.commons/commons-lang3/pom.properties"));
            jar.write("groupId=org.apache.commons\nartifactId=commons-lang3\nversion=3.12.0\n"
                    .getBytes(StandardCharsets.UTF_8));
        }
        assertTrue(found(), found().contains("commons-lang3-3.12.0.jar has CVE-2025-48924"));
    }

    private String found() throws IOException {
        return String.join("\n", listed().in(folder.getRoot().toPath()));
    }

    private static KnownHoles listed() throws IOException {
        try (var list = KnownHolesIT.class.getResourceAsStream("/known-holes.txt")) {
            return new KnownHoles(List.of(new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .split("\n")));
        }
    }

    private void jar(String path, String exported) throws IOException {
        Path file = folder.getRoot().toPath().resolve(path);
        Files.createDirectories(file.getParent());
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (!exported.isEmpty()) {
            manifest.getMainAttributes().putValue("Export-Package", exported);
        }
        try (OutputStream out = Files.newOutputStream(file); var jar = new JarOutputStream(out, manifest)) {
            jar.finish();
        }
    }
}
