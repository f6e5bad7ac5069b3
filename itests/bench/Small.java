import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A node on a small server: a steady thousand requests a second, then ten thousand live streams. */
final class Small {
    private static final long LIMIT_BYTES = 360L * 1024 * 1024;
    private static final int PER_SECOND = 1000;
    private static final int WARM_SECONDS = 20;
    private static final int SECONDS = 30;
    private static final int STREAMS = 10_000;
    private static final int GIFTS = 10;
    private static final Pattern RAISED = Pattern.compile("\"raised\":(\\d+)");

    private final StringBuilder report = new StringBuilder();

    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 2) {
            System.err.println("Usage: itests/bench/run small");
            System.exit(2);
        }
        new Small().run(Path.of(arguments[0]), Path.of(arguments[1]));
    }

    private void run(Path runtime, Path here) throws Exception {
        Path work = Files.createTempDirectory("groundswell-bench");
        try (var limit = MemoryLimit.of(LIMIT_BYTES)) {
            try (Server node = Server.node(runtime, work, limit)) {
                steady(node);
                System.out.print(report);
                streams(node, STREAMS);
                report.append(String.format(Locale.ROOT, "%nLimit by the operating system: %s.%n", limit.isThere()
                        ? LIMIT_BYTES / 1024 / 1024 + " MB, of which " + limit.mostKb() / 1024
                                + " MB were used at most, file cache included" : "none on this machine"));
            }
        } finally {
            Server.delete(work);
        }
        System.out.print(report);
        System.out.println("Written: " + Report.write(here.resolve("reports"), "small", "A node in 360 MB",
                "Written by `itests/bench/run small`. Times count from when a request was due, load and node on the same"
                        + " machine.\n\n" + report));
    }

    private void steady(Server node) throws Exception {
        HttpRequest page = Steady.page(node.page());
        Steady.load(() -> page, PER_SECOND, WARM_SECONDS);
        var figures = Steady.Figures.of(Steady.load(() -> page, PER_SECOND, SECONDS), 200);
        report.append(String.format(Locale.ROOT, "%,d requests a second for %d seconds: p50 %.1f ms, p99 %.1f ms, p99.9"
                + " %.1f ms, longest %.1f ms, %d failed; %d MB resident.%n%n", PER_SECOND, SECONDS, figures.p50(),
                figures.p99(), figures.p999(), figures.longest(), PER_SECOND * SECONDS - figures.count(), node.residentKb() / 1024));
        report.append("| live streams | from paid to shown: p50 ms | p99 ms | last ms | resident MB | more for each"
                + " stream kB |\n| --- | --- | --- | --- | --- | --- |\n");
    }

    private void streams(Server node, int count) throws Exception {
        long before = node.residentKb();
        var donor = new Donor(node.base());
        try (var streams = new Streams(node.base(), count)) {
            streams.await(0, 60);
            double[] millis = new double[count * GIFTS];
            for (int gift = 0; gift < GIFTS; gift++) {
                long raised = raised(donor) + 2500;
                long paid = donor.give(25);
                long[] shown = streams.await(raised, 30);
                for (int i = 0; i < count; i++) {
                    millis[gift * count + i] = (shown[i] - paid) / 1e6;
                }
            }
            Arrays.sort(millis);
            report.append(String.format(Locale.ROOT, "| %,d | %.0f | %.0f | %.0f | %d | %.1f |%n", count,
                    millis[millis.length / 2], millis[millis.length * 99 / 100], millis[millis.length - 1],
                    node.residentKb() / 1024, (double) (node.residentKb() - before) / count));
        }
    }

    private static long raised(Donor donor) throws IOException, InterruptedException {
        Matcher raised = RAISED.matcher(donor.get("/api/campaigns/flood"));
        return raised.find() ? Long.parseLong(raised.group(1)) : 0;
    }
}
