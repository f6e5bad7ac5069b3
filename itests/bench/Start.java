import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** How long a node takes from the command to its first page, and until it is fit for gifts. */
final class Start {
    private static final int TIMES = 5;
    /** Pages are saved every ten seconds. */
    private static final int SAVED_SECONDS = 12;

    private final Path runtime;
    private final StringBuilder report = new StringBuilder("| start | first page, s | fit for gifts, s |\n"
            + "| --- | --- | --- |\n");

    private Start(Path runtime) {
        this.runtime = runtime;
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 2) {
            System.err.println("Usage: itests/bench/run start");
            System.exit(2);
        }
        new Start(Path.of(arguments[0])).run(Path.of(arguments[1]));
    }

    private record Times(double page, double fit) {
    }

    private void run(Path here) throws Exception {
        var first = new ArrayList<Times>();
        var stopped = new ArrayList<Times>();
        var killed = new ArrayList<Times>();
        for (int i = 0; i < TIMES; i++) {
            Path work = Files.createTempDirectory("groundswell-bench");
            try {
                first.add(start(work, false));
                stopped.add(start(work, true));
                killed.add(start(work, false));
            } finally {
                Server.delete(work);
            }
        }
        row("the first of all", first);
        row("after a stop", stopped);
        row("after `kill -9`", killed);
        System.out.print(report);
        System.out.println("Written: " + Report.write(here.resolve("reports"), "start", "A node's start",
                "Written by `itests/bench/run start`: from the command to the first 200, asked every 10 ms; medians of "
                        + TIMES + " (the longest).\n\n" + report));
    }

    /** Ends as the next start is to find it. */
    private Times start(Path work, boolean kill) throws IOException, InterruptedException {
        long began = System.nanoTime();
        try (Server node = Server.started(runtime, work, MemoryLimit.none())) {
            node.await(node.page());
            double page = seconds(began);
            node.await(node.base() + "/readyz/give");
            var times = new Times(page, seconds(began));
            System.out.println("  " + times);
            if (kill) {
                Thread.sleep(TimeUnit.SECONDS.toMillis(SAVED_SECONDS));
                node.kill();
            }
            return times;
        }
    }

    private void row(String name, List<Times> times) {
        double[] page = times.stream().mapToDouble(Times::page).sorted().toArray();
        double[] fit = times.stream().mapToDouble(Times::fit).sorted().toArray();
        report.append(String.format(Locale.ROOT, "| %s | %.2f (%.2f) | %.2f (%.2f) |%n", name, page[TIMES / 2],
                page[TIMES - 1], fit[TIMES / 2], fit[TIMES - 1]));
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }
}
