package org.groundswell.itests;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * What visitors notice of swaps, with the switchboard and without it, in the same run. It asserts nothing: it prints.
 * {@code -Dgroundswell.swaps=} sets how often each bundle is swapped, {@code -Dgroundswell.bundle=} which ones,
 * {@code -Dgroundswell.rate=} how many requests a second come, {@code -Dgroundswell.handovers=} how often the whole process
 * is replaced.
 */
public class SwapBenchmark {
    private static final int SWAPS = Integer.getInteger("groundswell.swaps", 50);
    private static final int HANDOVERS = Integer.getInteger("groundswell.handovers", 20);
    /** Each has a connection of its own, on which all goes that it asks for. */
    private static final int HTTP2_BROWSERS = 8;
    private static final Pattern WAITED = Pattern.compile("forms waited for (\\d+) ms");
    private static final int RATE = Integer.getInteger("groundswell.rate", 300);
    /** A swap is an event, not a state: between two of them the node has time to come to rest. */
    private static final long PACE_NANOS = 1_000_000_000;
    private static final long CALM_NANOS = 20_000_000_000L;
    private static final long QUIET_NANOS = 3_000_000_000L;
    private static final List<String> BUNDLES = List.of("org.groundswell.pages.site", "org.groundswell.pages.contact",
            "org.groundswell.donations.service", "org.groundswell.donations.ledger.sqlite",
            "org.groundswell.donations.receipts", "org.groundswell.donations.events", "org.groundswell.donations.moderation",
            "org.groundswell.payments.sandbox", "org.groundswell.stats.service",
            "org.groundswell.kernel.health", "org.groundswell.console.plugins", "org.groundswell.console.access");
    private static final List<String> KERNEL = List.of("org.groundswell.kernel.switchboard",
            "org.groundswell.kernel.keeper");

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void withTheSwitchboard() throws Exception {
        Node node = Node.prepared("bench-on");
        // The next swap ends the probation of the one before: what is measured is the exchange.
        RuntimeFolder.setting(node.home(), "org.groundswell.kernel.keeper", "probationMillis = 0");
        run("with switchboard and keeper", node, jar -> "groundswell:swap " + jar);
    }

    @Test
    public void withoutIt() throws Exception {
        Node node = Node.prepared("bench-off");
        Path feature = node.home().resolve("features/node.json");
        JsonObject json = JsonParser.parseString(Files.readString(feature)).getAsJsonObject();
        var kept = new JsonArray();
        json.getAsJsonArray("bundles").forEach(each -> {
            if (KERNEL.stream().noneMatch(each.toString()::contains)) {
                kept.add(each);
            }
        });
        json.add("bundles", kept);
        Files.writeString(feature, json.toString());
        run("without them, plain OSGi", node, jar -> null);
    }

    /** The framework, the edge and Java itself: visitors come by TLS, most of them over HTTP/2. */
    @Test
    public void wholeProcess() throws Exception {
        Node node = Node.prepared("bench-process");
        RuntimeFolder.optionsAsShipped(node.home());
        int port = RuntimeFolder.freePort();
        TestCertificate certificate = TestCertificate.made(folder.newFolder().toPath(), "EC");
        certificate.write(node.home().resolve("conf/tls"));
        RuntimeFolder.addSetting(node.home(), "org.groundswell.edge.listener", "tlsPort = " + port);
        // All come from one address, and Java's client opens a connection for each request until one is there.
        RuntimeFolder.setting(node.home(), "org.groundswell.edge.budgets", "handshakes = 2000", "handshakesPerAddress = 2000");
        // The test gateway tells the node of payments as anybody else would.
        Files.writeString(node.home().resolve("conf/jvm.options"), "\n-Djavax.net.ssl.trustStore="
                + certificate.trustStore(folder.newFolder().toPath()) + "\n-Djavax.net.ssl.trustStorePassword="
                + TestCertificate.STORE_PASSWORD + "\n", StandardOpenOption.APPEND);
        SSLContext trust = TestCertificate.trusting(certificate);
        String site = "https://127.0.0.1:" + port;
        done(node.script("start"));
        try {
            List<Visitor> visitors = Stream.concat(Stream.of(new Visitor(site, trust)),
                    Stream.generate(() -> Visitor.overHttp2(site, trust)).limit(HTTP2_BROWSERS)).toList();
            calm(visitors);
            MixedLoad.Figures calm = calm(visitors);
            long before = quietTotal(node);
            long waited = 0;
            var load = new MixedLoad(visitors, RATE);
            try (load) {
                for (int i = 0; i < HANDOVERS; i++) {
                    waited = Math.max(waited, waited(done(node.script("restart"))));
                }
            }
            MixedLoad.Figures figures = load.figures();
            System.out.printf(Locale.ROOT, "%nwhole process: %d handovers, %d requests a second%n%-40s %9d %9d %11d %9s %9d"
                    + " %8.0f%% %9d %9d %8d  forms waited %d ms at most; slowest was %s %s%n", HANDOVERS, RATE, "whole process",
                    figures.requests(), figures.failures(), figures.slowest().nanos() / 1_000_000, "-",
                    calm.slowest().nanos() / 1_000_000, 100 * figures.perSecond() / calm.perSecond(), figures.accepted(),
                    (quietTotal(node) - before) / 500, figures.streamsDropped(), waited, figures.slowest().what(),
                    figures.examples().stream().limit(10).toList());
        } finally {
            done(node.script("stop"));
        }
    }

    private static String done(Node.Result result) {
        if (result.status() != 0) {
            throw new IllegalStateException(result.text());
        }
        return result.text();
    }

    private static long waited(String text) {
        Matcher waited = WAITED.matcher(text);
        return waited.find() ? Long.parseLong(waited.group(1)) : 0;
    }

    /** The shell's command that puts a jar in, or null for the framework's own. */
    @FunctionalInterface
    private interface Way {
        String command(Path jar);
    }

    private void run(String title, Node node, Way way) throws Exception {
        RuntimeFolder.optionsAsShipped(node.home());
        try (node) {
            var collector = new CollectorLog(node);
            node.start();
            var shell = new Shell(node);
            calm(node);
            System.out.printf(Locale.ROOT, "%n%s: %d swaps of each bundle, %d requests a second%n", title, SWAPS, RATE);
            System.out.printf("%-40s %9s %9s %11s %9s %9s %9s %9s %9s %8s%n", "bundle", "requests",
                    "failures", "slowest ms", "collector", "when calm", "of calm", "accepted", "in ledger", "streams-");
            for (String bundle : BUNDLES) {
                if (!bundle.contains(System.getProperty("groundswell.bundle", ""))) {
                    continue;
                }
                Path[] jars = {next(node, bundle, "a"), next(node, bundle, "b")};
                MixedLoad.Figures calm = calm(node);
                long before = quietTotal(node);
                collector.longestPause();
                var load = new MixedLoad(node.visitor(), RATE);
                try (load) {
                    for (int swap = 0; swap < SWAPS; swap++) {
                        long next = System.nanoTime() + PACE_NANOS;
                        swap(shell, bundle, jars[swap % 2], way);
                        Await.until("the next swap is due", () -> System.nanoTime() - next >= 0);
                    }
                }
                MixedLoad.Figures figures = load.figures();
                long counted = (quietTotal(node) - before) / 500;
                System.out.printf(Locale.ROOT, "%-40s %9d %9d %11d %9d %9d %8.0f%% %9d %9d %8d  slowest was %s %s%n",
                        bundle, figures.requests(), figures.failures(), figures.slowest().nanos() / 1_000_000,
                        collector.longestPause(), calm.slowest().nanos() / 1_000_000,
                        100 * figures.perSecond() / calm.perSecond(),
                        figures.accepted(), counted, figures.streamsDropped(),
                        figures.slowest().what(), figures.examples().stream().distinct().limit(2).toList());
            }
        }
    }

    /** The ledger's total when no notification has moved it for a while; pages may say something else without us. */
    private static long quietTotal(Node node) {
        long[] last = {node.ledgerTotal(), System.nanoTime()};
        Await.until("the ledger is quiet", () -> {
            long now = node.ledgerTotal();
            if (now != last[0]) {
                last[0] = now;
                last[1] = System.nanoTime();
            }
            return System.nanoTime() - last[1] > QUIET_NANOS;
        });
        return last[0];
    }

    private static void swap(Shell shell, String bundle, Path jar, Way way) throws Exception {
        String command = way.command(jar);
        String answer = shell.run(command != null ? command : "update " + id(shell, bundle) + " " + jar.toUri());
        if (answer.contains("REFUSED") || answer.contains("ROLLED_BACK") || answer.contains("SET_ASIDE")) {
            System.out.println("  " + answer.strip());
        }
    }

    private static String id(Shell shell, String bundle) throws Exception {
        Matcher line = Pattern.compile("(\\d+)\\|[^\\n]*\\|" + Pattern.quote(bundle) + " ").matcher(
                shell.run("lb -s " + bundle));
        if (!line.find()) {
            throw new IllegalStateException("no bundle " + bundle);
        }
        return line.group(1);
    }

    private Path next(Node node, String bundle, String mark) throws Exception {
        return TestBundle.next(node, bundle, folder.newFolder().toPath(), Map.of("Benchmark", mark));
    }

    /** What the same visitors see of the same machine when nothing is swapped. */
    private static MixedLoad.Figures calm(Node node) {
        return calm(List.of(node.visitor()));
    }

    private static MixedLoad.Figures calm(List<Visitor> visitors) {
        var load = new MixedLoad(visitors, RATE);
        try (load) {
            long end = System.nanoTime() + CALM_NANOS;
            Await.until("the calm time is over", () -> System.nanoTime() > end);
        }
        return load.figures();
    }
}
