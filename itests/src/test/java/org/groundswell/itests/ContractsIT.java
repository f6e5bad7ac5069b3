package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.Test;

/**
 * A package that integrators compile against is one contract, with one version: what somebody needs nothing of cannot make
 * their bundle old. Where more services than one are in a package, they are listed here, and why they change together.
 */
public class ContractsIT {
    private static final Path ARTIFACTS = RuntimeFolder.SHIPPED.resolve("artifacts/org/groundswell");
    private static final String OURS = "org.groundswell.";
    /** No promise to anybody: between the console's own bundles. */
    private static final String CONSOLE = "org.groundswell.console.api";
    private static final Map<String, Set<String>> TOGETHER = Map.ofEntries(
            // One is told by the other.
            Map.entry("org.groundswell.donations.api", Set.of("Ledger", "LedgerListener")),
            Map.entry("org.groundswell.donations.api.receipts", Set.of("ReceiptBook", "ReceiptDelivery")),
            Map.entry("org.groundswell.edge.api.requests", Set.of("ArrivalObserver", "RequestObserver")),
            // What is published, from either side.
            Map.entry("org.groundswell.edge.api.snapshots", Set.of("SnapshotPublisher", "PublishedSnapshots")),
            Map.entry("org.groundswell.edge.api", Set.of("AdminAddress", "PublicAddress")),
            Map.entry("org.groundswell.kernel.api.health", Set.of("DiskReserve", "NodeFitness")),
            Map.entry("org.groundswell.kernel.api.keeper", Set.of("Keeper", "PublicPaths")),
            Map.entry("org.groundswell.kernel.api.settings", Set.of("SettingsReader", "SettingsForms", "FeatureSettings")),
            Map.entry("org.groundswell.pages.api", Set.of("PageSection", "Pages", "SiteProblems")),
            Map.entry("org.groundswell.stats.api", Set.of("ArrivalFeed", "FigureHistory", "NodeFigures", "Statistics")));

    @Test
    public void aPackageOfAnApiIsOneContract() throws IOException {
        var services = new TreeMap<String, Set<String>>();
        for (Path jar : jars()) {
            try (var file = new JarFile(jar.toFile())) {
                for (String each : provided(file)) {
                    services.computeIfAbsent(each.substring(0, each.lastIndexOf('.')), _ -> new TreeSet<>())
                            .add(each.substring(each.lastIndexOf('.') + 1));
                }
            }
        }
        assertTrue(services.toString(), services.containsKey("org.groundswell.payments.api"));
        services.keySet().removeIf(each -> !each.matches("org\\.groundswell\\.\\w+\\.api(\\..*)?") || each.startsWith(CONSOLE));
        services.values().removeIf(each -> each.size() == 1);
        assertEquals("a package with another service: give it one of its own", new TreeMap<>(TOGETHER), services);
    }

    private static List<Path> jars() throws IOException {
        try (Stream<Path> files = Files.walk(ARTIFACTS)) {
            return files.filter(each -> each.toString().endsWith(".jar")
                    && !each.toString().matches(".*-(sources|javadoc)\\.jar")).toList();
        }
    }

    private static List<String> provided(JarFile jar) throws IOException {
        var components = jar.stream().filter(each -> each.getName().matches("OSGI-INF/[^/]+\\.xml")).toList();
        var found = new TreeSet<String>();
        for (var each : components) {
            try (InputStream in = jar.getInputStream(each)) {
                for (Element provide : Jsoup.parse(in, "UTF-8", "", Parser.xmlParser()).select("provide[interface]")) {
                    found.add(provide.attr("interface"));
                }
            }
        }
        return found.stream().filter(name -> name.startsWith(OURS)).toList();
    }
}
