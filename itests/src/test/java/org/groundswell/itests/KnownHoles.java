package org.groundswell.itests;

import aQute.bnd.header.OSGiHeader;
import aQute.bnd.osgi.Analyzer;
import aQute.bnd.version.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.jar.JarFile;

/** The list of known holes, and which of them a folder of jars has. */
final class KnownHoles {
    private static final int COLUMNS = 5;

    private final List<Hole> holes = new ArrayList<>();

    private record Hole(String id, String part, Version from, Version mended, String what) {
        boolean hits(Map<String, Version> parts) {
            Version version = parts.get(part);
            return version != null && version.compareTo(from) >= 0 && version.compareTo(mended) < 0;
        }
    }

    /** @param lines as in {@code known-holes.txt} */
    KnownHoles(List<String> lines) {
        for (String line : lines) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] columns = line.strip().split("\\s*\\|\\s*");
                if (columns.length != COLUMNS) {
                    throw new IllegalArgumentException("expected " + COLUMNS + " columns: " + line);
                }
                holes.add(new Hole(columns[0], columns[1], version(columns[2]), version(columns[3]), columns[4]));
            }
        }
    }

    /** Each as a sentence: which jar, which hole, what mends it. */
    TreeSet<String> in(Path folder) throws IOException {
        var found = new TreeSet<String>();
        try (var files = Files.walk(folder)) {
            for (Path jar : files.filter(file -> file.toString().endsWith(".jar")).toList()) {
                Map<String, Version> parts = parts(jar);
                holes.stream().filter(hole -> hole.hits(parts)).forEach(hole -> found.add(jar.getFileName() + " has "
                        + hole.id + " (" + hole.what + "): take " + hole.part + " " + hole.mended + " or newer"));
            }
        }
        return found;
    }

    /** What a jar is and has inside, as far as it says so itself. */
    private static Map<String, Version> parts(Path file) throws IOException {
        var parts = new HashMap<String, Version>();
        Path version = file.getParent();
        String artifact = String.valueOf(version.getParent().getFileName());
        if (file.getFileName().toString().startsWith(artifact + "-" + version.getFileName())) {
            // group/artifact/version/artifact-version.jar: the groups begin somewhere above.
            String group = "";
            for (Path each = version.getParent().getParent(); each != null && each.getFileName() != null;
                    each = each.getParent()) {
                group = each.getFileName() + (group.isEmpty() ? "" : "." + group);
                parts.put(group + ":" + artifact, version(version.getFileName().toString()));
            }
        }
        try (var jar = new JarFile(file.toFile())) {
            for (var entry : jar.stream().filter(each -> each.getName().endsWith("/pom.properties")).toList()) {
                var pom = new Properties();
                pom.load(jar.getInputStream(entry));
                parts.put(pom.getProperty("groupId") + ":" + pom.getProperty("artifactId"),
                        version(pom.getProperty("version")));
            }
            String exported = jar.getManifest() == null ? null
                    : jar.getManifest().getMainAttributes().getValue("Export-Package");
            OSGiHeader.parseHeader(exported).forEach((name, attributes) ->
                    parts.put("package " + name, version(attributes.getVersion())));
        }
        return parts;
    }

    private static Version version(String text) {
        return text == null ? Version.LOWEST : Version.parseVersion(Analyzer.cleanupVersion(text));
    }
}
