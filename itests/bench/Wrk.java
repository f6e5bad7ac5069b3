import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Loads a server with wrk and looks at what that cost the server. */
final class Wrk {
    private static final int THREADS = 2;

    private final Path script;
    private final int seconds;

    Wrk(Path script, int seconds) {
        this.script = script;
        this.seconds = seconds;
    }

    /**
     * What was seen.
     *
     * @param perSecond  requests a second
     * @param cpuMicros  CPU time of the serving processes for each request, in microseconds
     * @param p50        microseconds, as p99 and p999
     * @param errors     requests without an answer or with another one than 2xx and 3xx
     * @param residentKb resident memory of the serving processes at the end
     */
    record Figures(double perSecond, double cpuMicros, long p50, long p99, long p999, long errors, long residentKb) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%,.0f requests/s, %.2f us CPU, p50 %d us, p99 %d us, p99.9 %d us, %d"
                    + " errors, %d MB", perSecond, cpuMicros, p50, p99, p999, errors, residentKb / 1024);
        }
    }

    /** What is run, for the report; what has blanks is in quotes. */
    String said(String url, int connections, boolean gzip) {
        return command(url, connections, gzip).stream().map(word -> word.contains(" ") ? "'" + word + "'" : word)
                .collect(Collectors.joining(" ")).replace(script.toString(), script.getFileName().toString());
    }

    Figures load(Server server, int connections, boolean gzip) throws IOException, InterruptedException {
        return load(server, server.page(), connections, gzip);
    }

    Figures load(Server server, String url, int connections, boolean gzip) throws IOException, InterruptedException {
        long before = server.cpuMicros();
        Process wrk = new ProcessBuilder(command(url, connections, gzip)).redirectErrorStream(true).start();
        String output = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        wrk.waitFor();
        long cpu = server.cpuMicros() - before;
        long[] figures = output.lines().filter(line -> line.startsWith("FIGURES ")).findFirst()
                .map(line -> List.of(line.split(" ")).stream().skip(1).mapToLong(Long::parseLong).toArray())
                .orElseThrow(() -> new IOException("wrk said: " + output));
        return new Figures(figures[0] * 1e6 / figures[1], (double) cpu / figures[0], figures[2], figures[3],
                figures[4], figures[5], server.residentKb());
    }

    private List<String> command(String url, int connections, boolean gzip) {
        var command = new ArrayList<>(List.of("wrk", "-t" + Math.min(THREADS, connections), "-c" + connections,
                "-d" + seconds + "s", "--timeout", "10s", "-s", script.toString()));
        if (gzip) {
            command.addAll(List.of("-H", "Accept-Encoding: gzip"));
        }
        command.add(url);
        return command;
    }
}
