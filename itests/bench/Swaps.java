import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What stays of swapped bundles: a node in 360 MB, visitors and donors on it, and newer jars in {@code deploy/}. */
final class Swaps {
    private static final long LIMIT_BYTES = 360L * 1024 * 1024;
    private static final int SWAPS = 1000;
    /** What a visitor passes through. */
    private static final List<String> SWAPPED = List.of("pages.site", "pages.contact", "donations.service", "donations.events",
            "donations.receipts", "donations.moderation", "payments.sandbox", "stats.service", "wall", "donations.search");
    // One that is taken back, as some are on a machine that has much else to do, was a swap and one more.
    private static final Pattern ENDED = Pattern.compile("\"(GOOD|ROLLED_BACK)\"");
    private static final int PER_SECOND = 60;
    private static final int DONOR_SECONDS = 2;
    private static final int WARM_SECONDS = 20;
    private static final int ROUND_SECONDS = 120;
    private static final int SHOWN_EVERY = 100;

    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private volatile boolean over;

    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 3) {
            System.err.println("Usage: itests/bench/run swaps [SWAPS]");
            System.exit(2);
        }
        int swaps = arguments.length > 2 ? Integer.parseInt(arguments[2]) : SWAPS;
        new Swaps().run(Path.of(arguments[0]), Path.of(arguments[1]), swaps);
    }

    private void run(Path runtime, Path here, int swaps) throws Exception {
        Path work = Files.createTempDirectory("groundswell-bench");
        var report = new StringBuilder("| swaps | resident MB | of the limit, file cache included, at most MB |\n"
                + "| --- | --- | --- |\n");
        // What stays of a swap is asked, not how long a new bundle has to prove itself: a thousand times ten seconds.
        Files.writeString(Server.home(runtime, work).resolve("conf/org.groundswell.kernel.keeper.cfg"),
                "probationMillis = 500\n");
        try (var limit = MemoryLimit.of(LIMIT_BYTES); Server node = Server.node(runtime, work, limit)) {
            HttpRequest page = Steady.page(node.page());
            Steady.load(() -> page, PER_SECOND, WARM_SECONDS);
            Thread visitors = Thread.ofPlatform().start(() -> visit(page));
            Thread donors = Thread.ofPlatform().start(() -> give(new Donor(node.base())));
            Path home = work.resolve("node");
            line(report, 0, node, limit);
            int done = 0;
            for (int round = 1; done < swaps; round++) {
                swap(home, round);
                done += SWAPPED.size();
                if (done % SHOWN_EVERY == 0) {
                    line(report, done, node, limit);
                }
            }
            over = true;
            visitors.join();
            donors.join();
            report.append(String.format(Locale.ROOT, "%n%,d requests meanwhile, %d of them failed. Limit by the operating"
                    + " system: %s.%n", requests.get(), failed.get(),
                    limit.isThere() ? LIMIT_BYTES / 1024 / 1024 + " MB" : "none on this machine"));
        } finally {
            over = true;
            Server.delete(work);
        }
        System.out.print(report);
        System.out.println("Written: " + Report.write(here.resolve("reports"), "swaps", "A node's memory over swaps",
                "Written by `itests/bench/run swaps`: " + PER_SECOND + " pages a second, a gift each " + DONOR_SECONDS
                        + " seconds, " + SWAPPED.size() + " bundles at a time.\n\n" + report));
    }

    private static void line(StringBuilder report, int done, Server node, MemoryLimit limit) throws IOException {
        String line = String.format(Locale.ROOT, "| %,d | %d | %d |%n", done, node.residentKb() / 1024,
                limit.mostKb() / 1024);
        System.out.print(line);
        report.append(line);
    }

    private void visit(HttpRequest page) {
        try {
            while (!over) {
                List<Steady.Sample> samples = Steady.load(() -> page, PER_SECOND, 1);
                requests.addAndGet(samples.size());
                failed.addAndGet((int) samples.stream().filter(each -> each.status() != 200).count());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void give(Donor donor) {
        try {
            while (!over) {
                requests.addAndGet(3);
                try {
                    donor.give(5);
                } catch (IOException e) {
                    System.err.println("  a donor failed: " + e);
                    failed.incrementAndGet();
                }
                Thread.sleep(TimeUnit.SECONDS.toMillis(DONOR_SECONDS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until each of the new ones has proved itself. */
    private static void swap(Path home, int round) throws IOException, InterruptedException {
        for (String name : SWAPPED) {
            Path newer = newer(jar(home, name), home.resolve("data/" + name + ".new"), version(round));
            Files.move(newer, home.resolve("deploy/" + name + ".jar"), StandardCopyOption.ATOMIC_MOVE);
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(ROUND_SECONDS);
        while (good(home, round) < SWAPPED.size()) {
            if (System.nanoTime() > end) {
                throw new IOException("round " + round + " did not end well: " + good(home, round) + " of "
                        + SWAPPED.size() + " have come to an end; of the others the keeper says " + others(home, round));
            }
            Thread.sleep(200);
        }
    }

    private static long good(Path home, int round) throws IOException {
        Path history = home.resolve("data/keeper/history.jsonl");
        if (!Files.exists(history)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(history)) {
            return lines.filter(line -> line.contains("\"" + version(round) + "\"") && ENDED.matcher(line).find()).count();
        }
    }

    private static List<String> others(Path home, int round) throws IOException {
        try (Stream<String> lines = Files.lines(home.resolve("data/keeper/history.jsonl"))) {
            List<String> told = lines.filter(line -> line.contains("\"" + version(round) + "\"")).toList();
            return SWAPPED.stream().flatMap(name -> told.stream().filter(line -> line.contains("." + name + "\""))
                    .reduce((earlier, later) -> later).or(() -> Optional.of(name + " has not begun")).stream())
                    .filter(line -> !ENDED.matcher(line).find()).toList();
        }
    }

    private static String version(int round) {
        return "1.0.0.r" + (1_000_000 + round);
    }

    private static Path jar(Path home, String name) throws IOException {
        String artifact = "org.groundswell." + name;
        try (Stream<Path> files = Files.walk(home.resolve("artifacts/org/groundswell").resolve(artifact))) {
            return files.filter(each -> each.getFileName().toString().matches(artifact.replace(".", "\\.")
                    + "-[0-9.]+\\.jar")).findFirst().orElseThrow(() -> new IOException("no jar of " + name));
        }
    }

    private static Path newer(Path from, Path to, String version) throws IOException {
        try (var jar = new JarFile(from.toFile())) {
            var manifest = new Manifest(jar.getManifest());
            manifest.getMainAttributes().put(new Attributes.Name("Bundle-Version"), version);
            try (var out = new JarOutputStream(Files.newOutputStream(to), manifest)) {
                jar.stream().filter(entry -> !entry.getName().equals(JarFile.MANIFEST_NAME)).forEach(entry -> add(jar, entry,
                        out));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return to;
    }

    private static void add(JarFile from, JarEntry entry, JarOutputStream out) {
        try {
            out.putNextEntry(new JarEntry(entry.getName()));
            from.getInputStream(entry).transferTo(out);
            out.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
