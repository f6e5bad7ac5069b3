import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Writes down what was measured, where and how. */
final class Report {
    private final Path folder;
    private final Bench.Options options;
    private final Wrk wrk;
    private final Server node;
    private final Server nginx;

    Report(Path here, Bench.Options options, Wrk wrk, Server node, Server nginx) {
        this.folder = here.resolve("reports");
        this.options = options;
        this.wrk = wrk;
        this.node = node;
        this.nginx = nginx;
    }

    Path write(List<Bench.Point> points) throws IOException, InterruptedException {
        var text = new StringBuilder();
        text.append("Written by `itests/bench/run`, ").append(options.rounds()).append(" rounds of ")
                .append(options.seconds()).append(" seconds at each point, node and nginx in turn; medians. CPU is the"
                + " time of the serving processes alone.\nA ratio below 1 in CPU and above 1 in requests is good for"
                + " the node. *Evening*: a thousand open live streams and ten donations a second beside the load.\n\n");
        text.append("| connections | body | evening | requests/s node | nginx | ratio | CPU us/request node | nginx |"
                + " ratio | p50 ms node | nginx | p99 ms node | nginx | p99.9 ms node | nginx | errors | memory MB node"
                + " | nginx |\n").append("| --- ".repeat(18)).append("|\n");
        for (Bench.Point point : points) {
            double requests = median(point.node(), Wrk.Figures::perSecond);
            double other = median(point.nginx(), Wrk.Figures::perSecond);
            double cpu = median(point.node(), Wrk.Figures::cpuMicros);
            double otherCpu = median(point.nginx(), Wrk.Figures::cpuMicros);
            text.append(String.format(Locale.ROOT, "| %,d | %s | %s | %,.0f | %,.0f | %.2f | %.2f | %.2f | %.2f |",
                    point.connections(), point.gzip() ? "gzip" : "identity", point.busy() ? "yes" : "no", requests,
                    other, requests / other, cpu, otherCpu, cpu / otherCpu));
            for (ToDoubleFunction<Wrk.Figures> percentile : List.<ToDoubleFunction<Wrk.Figures>>of(Wrk.Figures::p50,
                    Wrk.Figures::p99, Wrk.Figures::p999)) {
                text.append(String.format(Locale.ROOT, " %.2f | %.2f |", median(point.node(), percentile) / 1000,
                        median(point.nginx(), percentile) / 1000));
            }
            text.append(String.format(Locale.ROOT, " %d | %.0f | %.0f |%n",
                    point.node().stream().mapToLong(Wrk.Figures::errors).sum(),
                    median(point.node(), Wrk.Figures::residentKb) / 1024,
                    median(point.nginx(), Wrk.Figures::residentKb) / 1024));
        }
        text.append("\nBytes: ").append(Fetch.page(node.base()).length).append(" identity, ")
                .append(Fetch.gzip(node.base()).length).append(" gzip. Load, for example: `")
                .append(wrk.said("http://127.0.0.1:PORT/en/", 64, true)).append("`. ")
                .append(said(Server.nginxProgram(), "-v")).append(".\n");
        return write(folder, "pages", "A live page beside a static file of nginx", text.toString());
    }

    /** A dated file with what every report says: where and with what. */
    static Path write(Path folder, String name, String title, String text) throws IOException, InterruptedException {
        LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC);
        String where = "\nMachine: " + line("/proc/cpuinfo", "model name") + ", "
                + Runtime.getRuntime().availableProcessors() + " cores, " + line("/proc/meminfo", "MemTotal")
                + ", Linux " + System.getProperty("os.version") + ". Java " + System.getProperty("java.vm.version")
                + ", " + said("wrk", "-v") + ".\n";
        Files.createDirectories(folder);
        Path file = folder.resolve(now.format(DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmm")) + "-" + name + ".md");
        return Files.writeString(file, "# " + title + ", " + now.toLocalDate() + "\n\n" + text + where);
    }

    static double median(List<Wrk.Figures> figures, ToDoubleFunction<Wrk.Figures> of) {
        double[] sorted = figures.stream().mapToDouble(of).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static String line(String file, String name) throws IOException {
        return Files.readAllLines(Path.of(file)).stream().filter(each -> each.startsWith(name)).findFirst()
                .map(each -> each.substring(each.indexOf(':') + 1).strip()).orElse("?");
    }

    private static String said(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said.lines().findFirst().orElse("?").replaceAll(" *Copyright.*", "").strip();
    }
}
