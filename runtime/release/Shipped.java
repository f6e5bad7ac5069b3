import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Says what a node is made of: a list for machines (CycloneDX 1.6) and one for people, with the licence of each jar and
 * of each library that travels inside one of ours. It looks at the very files that are shipped, because they come from
 * feature files, of which Maven's own dependency graph (and a plugin that reads it) knows nothing. What it does not know
 * ends the build: {@code licences.properties} beside it is where that is mended.
 *
 * <p>{@code java Shipped.java list VERSION TIMESTAMP TOP_POM TARGET FOLDER...} or {@code java Shipped.java checksum FILE}
 */
public final class Shipped {
    private static final Pattern NOTICE = Pattern.compile("META-INF/(NOTICE|LICENSE|LICENCE)([-.\\w]*)",
            Pattern.CASE_INSENSITIVE);
    /** Classes, and files in folders that are named as packages of others are. */
    private static final Pattern CARRIED = Pattern.compile(
            "(?!META-INF/|OSGI-INF/).*\\.class|(com|dev|io|jakarta|net|org)/.*[^/]");
    private static final Pattern LICENCE_IN_POM = Pattern.compile("<license>\\s*<name>([^<]+)</name>");
    private static final String OURS = "org.groundswell";

    private final Properties known = new Properties();
    private final List<String> unknown = new ArrayList<>();
    private final Map<String, Part> parts = new TreeMap<>();
    private final Map<String, TreeSet<String>> texts = new LinkedHashMap<>();

    /** @param sha256 of the jar; "" for what travels inside another one */
    private record Part(String group, String name, String version, String licence, String sha256,
            TreeSet<String> insideOf) {
        String purl() {
            return switch (group) {
                case "npm" -> "pkg:npm/" + name + "@" + version;
                case "deb" -> "pkg:deb/debian/" + name + "@" + version;
                default -> "pkg:maven/" + group + "/" + name + "@" + version;
            };
        }
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("checksum")) {
            Path file = Path.of(arguments[1]);
            Files.writeString(file.resolveSibling(file.getFileName() + ".sha256"),
                    sha256(file) + "  " + file.getFileName() + "\n");
            return;
        }
        var shipped = new Shipped(Path.of(arguments[3]));
        for (int i = 5; i < arguments.length; i++) {
            shipped.look(Path.of(arguments[i]));
        }
        shipped.write(Path.of(arguments[4]), arguments[1], arguments[2]);
    }

    private Shipped(Path topPom) throws IOException {
        try (var in = Files.newBufferedReader(Path.of("release/licences.properties"))) {
            known.load(in);
        }
        String pom = Files.readString(topPom);
        var managed = Pattern.compile("<artifactId>([^<]+)</artifactId><version>([^<]+)</version>").matcher(pom);
        while (managed.find()) {
            known.putIfAbsent("version." + managed.group(1), managed.group(2));
        }
    }

    private void look(Path folder) throws Exception {
        try (var files = Files.walk(folder)) {
            for (Path jar : files.filter(each -> each.toString().endsWith(".jar"))
                    .filter(each -> !each.toString().matches(".*-(sources|javadoc)\\.jar")).sorted().toList()) {
                look(folder, jar);
            }
        }
    }

    private void look(Path folder, Path file) throws Exception {
        try (var jar = new JarFile(file.toFile())) {
            Path place = folder.relativize(file);
            String name = place.getNameCount() > 3 ? place.getName(place.getNameCount() - 3).toString()
                    : file.getFileName().toString().replaceFirst("-\\d.*", "");
            String version = place.getNameCount() > 3 ? place.getName(place.getNameCount() - 2).toString()
                    : file.getFileName().toString().replaceFirst(".*?-(\\d[^-]*).*\\.jar", "$1");
            String group = place.getNameCount() > 3
                    ? place.subpath(0, place.getNameCount() - 3).toString().replace('/', '.') : group(jar, name);
            add(new Part(group, name, version, licence(jar, name), sha256(file), new TreeSet<>()));
            if (group.equals(OURS)) {
                lookInside(jar, name);
            } else {
                keepTexts(jar, name + " " + version);
            }
        }
    }

    private void add(Part part) {
        Part there = parts.putIfAbsent(part.purl() + part.sha256(), part);
        if (there != null) {
            there.insideOf().addAll(part.insideOf());
        }
    }

    /** Each package that is not ours has to be one that is known to travel so. */
    private void lookInside(JarFile jar, String carrier) {
        var packages = jar.stream().map(entry -> entry.getName()).filter(CARRIED.asMatchPredicate())
                .map(name -> name.substring(0, Math.max(0, name.lastIndexOf('/'))).replace('/', '.'))
                .filter(name -> !name.startsWith(OURS)).collect(Collectors.toCollection(TreeSet::new));
        for (String each : packages) {
            String found = carried(each).orElse(null);
            if (found == null) {
                unknown.add("package " + each + " inside of " + carrier + ": say carried." + each + " = GROUP:NAME");
            } else if (!found.equals("ours")) {
                String name = found.substring(found.indexOf(':') + 1);
                add(new Part(found.substring(0, found.indexOf(':')), name, version(name), licenceOf(name), "",
                        new TreeSet<>(List.of(carrier))));
            }
        }
    }

    private Optional<String> carried(String name) {
        for (String prefix = name; !prefix.isEmpty(); prefix = prefix.substring(0, Math.max(0,
                prefix.lastIndexOf('.')))) {
            String found = known.getProperty("carried." + prefix);
            if (found != null) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    private String version(String name) {
        String version = known.getProperty("version." + name, "");
        if (version.isEmpty() || version.contains("${")) {
            unknown.add("the version of " + name + ": say version." + name);
        }
        return version;
    }

    private String group(JarFile jar, String name) {
        return jar.stream().map(entry -> entry.getName()).filter(each -> each.startsWith("META-INF/maven/")
                && each.endsWith("/" + name + "/pom.properties")).map(each -> each.split("/")[2]).findFirst()
                .orElseGet(() -> {
                    String group = known.getProperty("group." + name, "");
                    if (group.isEmpty()) {
                        unknown.add("the group of " + name + ": say group." + name);
                    }
                    return group;
                });
    }

    private String licence(JarFile jar, String name) throws IOException {
        if (known.containsKey("licence." + name)) {
            return known.getProperty("licence." + name);
        }
        var manifest = jar.getManifest();
        String said = manifest == null ? null : manifest.getMainAttributes().getValue("Bundle-License");
        if (said == null) {
            var pom = jar.stream().filter(entry -> entry.getName().endsWith("/" + name + "/pom.xml")).findFirst();
            said = pom.isPresent() ? LICENCE_IN_POM.matcher(text(jar, pom.get().getName())).results()
                    .map(each -> each.group(1)).collect(Collectors.joining(",")) : "";
        }
        String licence = Spdx.expression(said);
        return licence.isEmpty() ? licenceOf(name) : licence;
    }

    private String licenceOf(String name) {
        String licence = known.getProperty("licence." + name, "");
        if (licence.isEmpty()) {
            unknown.add("the licence of " + name + ": read it there, and say licence." + name);
        }
        return licence;
    }

    private void keepTexts(JarFile jar, String of) throws IOException {
        for (String name : jar.stream().map(entry -> entry.getName()).filter(each -> NOTICE.matcher(each).matches())
                .sorted().toList()) {
            texts.computeIfAbsent(text(jar, name).replace("\r", "").strip(), any -> new TreeSet<>()).add(of);
        }
    }

    private static String text(JarFile jar, String name) throws IOException {
        try (InputStream in = jar.getInputStream(jar.getEntry(name))) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    private void write(Path target, String version, String timestamp) throws IOException {
        if (!unknown.isEmpty()) {
            System.err.println("release/licences.properties does not know:\n  " + String.join("\n  ",
                    new TreeSet<>(unknown)));
            System.exit(1);
        }
        Files.createDirectories(target);
        Files.writeString(target.resolve("sbom.json"), parts.values().stream().map(Shipped::component).collect(
                Collectors.joining(",\n", String.format(Locale.ROOT, """
                {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
                 "metadata": {"timestamp": "%s",
                  "component": {"type": "application", "bom-ref": "groundswell", "name": "groundswell", "version": "%s"}},
                 "components": [
                """, timestamp, version), "\n]}\n")));
        String list = parts.values().stream().filter(part -> !part.group().equals(OURS)).map(part -> part.group() + ":"
                + part.name() + " " + part.version() + ": " + part.licence() + (part.insideOf().isEmpty() ? ""
                : " (inside of " + String.join(", ", part.insideOf()) + ")")).distinct()
                .collect(Collectors.joining("\n"));
        String said = texts.entrySet().stream().map(each -> "=".repeat(100) + "\n" + String.join(", ", each.getValue())
                + "\n\n" + each.getKey()).collect(Collectors.joining("\n\n"));
        Files.writeString(target.resolve("THIRD-PARTY.txt"), "What of others is in Groundswell " + version
                + ", and under which licence. What the jars say themselves follows.\n\n" + list + "\n\n" + said + "\n");
    }

    private static String component(Part part) {
        String hash = part.sha256().isEmpty() ? ""
                : ", \"hashes\": [{\"alg\": \"SHA-256\", \"content\": \"" + part.sha256() + "\"}]";
        String inside = part.insideOf().isEmpty() ? "" : part.insideOf().stream()
                .map(each -> "{\"name\": \"groundswell:inside-of\", \"value\": \"" + each + "\"}")
                .collect(Collectors.joining(", ", ", \"properties\": [", "]"));
        return "  {\"type\": \"library\", \"bom-ref\": \"" + part.purl() + (part.sha256().isEmpty() ? ""
                : "#" + part.sha256().substring(0, 12)) + "\", \"group\": \"" + part.group() + "\", \"name\": \""
                + part.name() + "\", \"version\": \"" + part.version() + "\", \"purl\": \"" + part.purl()
                + "\", \"licenses\": [{\"expression\": \"" + part.licence() + "\"}]" + hash + inside + "}";
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
