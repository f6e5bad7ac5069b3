import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A live page of a node beside the same bytes as a static file of nginx, on one machine, in turn. It asserts nothing: it
 * writes a report.
 */
final class Bench {
    private static final String HELP = """
            Usage: itests/bench/run [--rounds N] [--seconds N] [--connections A,B,...] [--quick]
              --rounds       how often node and nginx take turns at each point (5)
              --seconds      how long each of them is loaded each time (5)
              --connections  keep-alive connections (1,64,1000,10000)
              --quick        one round of two seconds at 64 connections, to see that it works
            The report is a dated file in itests/bench/reports.""";

    private final Path runtime;
    private final Path here;
    private final Options options;

    private Bench(Path runtime, Path here, Options options) {
        this.runtime = runtime;
        this.here = here;
        this.options = options;
    }

    record Options(int rounds, int seconds, List<Integer> connections) {
        static Options of(List<String> arguments) {
            var options = new Options(5, 5, List.of(1, 64, 1000, 10000));
            for (int i = 0; i < arguments.size(); i++) {
                options = switch (arguments.get(i)) {
                    case "--rounds" -> new Options(Integer.parseInt(arguments.get(++i)), options.seconds,
                            options.connections);
                    case "--seconds" -> new Options(options.rounds, Integer.parseInt(arguments.get(++i)),
                            options.connections);
                    case "--connections" -> new Options(options.rounds, options.seconds,
                            List.of(arguments.get(++i).split(",")).stream().map(Integer::valueOf).toList());
                    case "--quick" -> new Options(1, 2, List.of(64));
                    default -> throw new IllegalArgumentException(HELP);
                };
            }
            return options;
        }
    }

    public static void main(String[] arguments) throws Exception {
        Options options;
        try {
            options = Options.of(List.of(arguments).subList(2, arguments.length));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            System.err.println(HELP);
            System.exit(2);
            return;
        }
        new Bench(Path.of(arguments[0]), Path.of(arguments[1]), options).run();
    }

    private void run() throws Exception {
        Path work = Files.createTempDirectory("groundswell-bench");
        var points = new ArrayList<Point>();
        try (var node = Server.node(runtime, work);
                var nginx = Server.nginx(work, Fetch.page(node.base()), Fetch.gzip(node.base()))) {
            var wrk = new Wrk(here.resolve("percentiles.lua"), options.seconds);
            System.out.println("Warming up");
            wrk.load(node, 64, true);
            wrk.load(node, 64, false);
            wrk.load(nginx, 64, true);
            for (boolean busy : new boolean[] {false, true}) {
                for (int connections : options.connections) {
                    for (boolean gzip : new boolean[] {true, false}) {
                        points.add(point(node, nginx, wrk, connections, gzip, busy));
                    }
                }
            }
            Path report = new Report(here, options, wrk, node, nginx).write(points);
            System.out.println("Written: " + report);
        } finally {
            Server.delete(work);
        }
    }

    /** What was measured at one point, in all rounds. */
    record Point(int connections, boolean gzip, boolean busy, List<Wrk.Figures> node, List<Wrk.Figures> nginx) {
    }

    private Point point(Server node, Server nginx, Wrk wrk, int connections, boolean gzip, boolean busy)
            throws Exception {
        System.out.printf("%d connections, %s%s%n", connections, gzip ? "gzip" : "identity",
                busy ? ", an evening of live streams and donations beside it" : "");
        var point = new Point(connections, gzip, busy, new ArrayList<>(), new ArrayList<>());
        // The evening goes on while nginx is loaded: its visitors take from the same two cores.
        try (Evening evening = busy ? new Evening(node.base()) : null) {
            for (int round = 0; round < options.rounds; round++) {
                point.nginx.add(wrk.load(nginx, connections, gzip));
                point.node.add(wrk.load(node, connections, gzip));
            }
        }
        System.out.println("  node   " + point.node.getLast());
        System.out.println("  nginx  " + point.nginx.getLast());
        return point;
    }
}
