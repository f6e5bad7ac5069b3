import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Volunteers who enter gifts in the phone room, so many a second whether or not those before are in, by themselves and
 * beside visitors: three quarters of as many as the node could answer a moment before. A time is that of one gift, from
 * when it was due until the next form is there. It asserts nothing: it writes a report.
 */
final class Phones {
    private static final String HELP = """
            Usage: itests/bench/run phones [short | --volunteers N] [--per-second N] [--seconds N] [--people N]
              short         50 volunteers, 10 gifts a second, 10 seconds, 5 accounts
              --volunteers  who sit at the phones (500)
              --per-second  gifts they enter together (100)
              --seconds     how long, each time (60)
              --people      who of them have an account of their own, the others share these (25)""";
    private static final int CONNECTIONS = 64;
    /** As many as can wait between two requests and still make that many together. */
    private static final int SLOW_CONNECTIONS = 1_000;
    private static final double SHARE = 0.75;
    private static final int WARM_UP_SECONDS = 5;

    private final Path here;
    private final Path work;
    private final Options options;
    private final StringBuilder report = new StringBuilder();

    private record Options(int volunteers, int perSecond, int seconds, int people) {
        static Options of(List<String> arguments) {
            var options = new Options(500, 100, 60, 25);
            if (arguments.equals(List.of("short"))) {
                return new Options(50, 10, 10, 5);
            }
            for (int i = 0; i + 1 < arguments.size(); i += 2) {
                int value = Integer.parseInt(arguments.get(i + 1));
                options = switch (arguments.get(i)) {
                    case "--volunteers" -> new Options(value, options.perSecond, options.seconds, options.people);
                    case "--per-second" -> new Options(options.volunteers, value, options.seconds, options.people);
                    case "--seconds" -> new Options(options.volunteers, options.perSecond, value, options.people);
                    case "--people" -> new Options(options.volunteers, options.perSecond, options.seconds, value);
                    default -> throw new IllegalArgumentException(HELP);
                };
            }
            if (arguments.size() % 2 != 0) {
                throw new IllegalArgumentException(HELP);
            }
            return options;
        }
    }

    private Phones(Path here, Path work, Options options) {
        this.here = here;
        this.work = work;
        this.options = options;
    }

    public static void main(String[] arguments) throws Exception {
        Options options;
        try {
            options = Options.of(List.of(arguments).subList(2, arguments.length));
        } catch (IllegalArgumentException e) {
            System.err.println(HELP);
            System.exit(2);
            return;
        }
        Path work = Files.createTempDirectory("groundswell-bench");
        try (var node = Server.node(Path.of(arguments[0]), work)) {
            new Phones(Path.of(arguments[1]), work, options).run(node);
        } finally {
            Server.delete(work);
        }
    }

    private void run(Server node) throws Exception {
        System.out.println("Letting " + options.people + " people in");
        List<Volunteer> volunteers = Volunteer.all(work, options.people, options.volunteers);
        report.append("Written by `itests/bench/run phones`: ").append(options.volunteers).append(" volunteers with ")
                .append(options.people).append(" accounts enter ").append(options.perSecond).append(" gifts a second for ")
                .append(options.seconds).append(" seconds; milliseconds from when a gift was due until the next form is"
                + " there.\n\n| beside it | gifts entered | p50 ms | p99 ms | p99.9 ms | longest ms | not entered | not in"
                + " the ledger |\n").append("| --- ".repeat(8)).append("|\n");
        System.out.println("Warming up");
        enter(volunteers, WARM_UP_SECONDS);
        series("nothing", volunteers);
        Wrk.Figures most = new Wrk(here.resolve("percentiles.lua"), WARM_UP_SECONDS).load(node, CONNECTIONS, true);
        System.out.println("  visitors alone: " + most);
        double wanted = most.perSecond() * SHARE;
        var visitors = new Wrk(patient(wanted), options.seconds + 1);
        try (ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
            var load = beside.submit(() -> visitors.load(node, SLOW_CONNECTIONS, true));
            series(String.format(Locale.ROOT, "%,.0f visitors' requests a second wanted", wanted), volunteers);
            report.append("\nThe node alone answered ").append(most).append(".\nBeside the phones: ").append(load.get())
                    .append(".\n");
        }
        System.out.println("Written: " + Report.write(here.resolve("reports"), "phones", "The phone room",
                report.toString()));
    }

    /** Each connection waits so long before a request that all of them make about as many as wanted. */
    private Path patient(double perSecond) throws IOException {
        Path script = work.resolve("patient.lua");
        return Files.writeString(script, Files.readString(here.resolve("percentiles.lua")) + String.format(Locale.ROOT,
                "%nfunction delay() return %d end%n", Math.round(1_000 * SLOW_CONNECTIONS / perSecond)));
    }

    private void series(String beside, List<Volunteer> volunteers) throws Exception {
        long before = gifts();
        List<Steady.Sample> samples = enter(volunteers, options.seconds);
        Steady.Figures figures = Steady.Figures.of(samples, Volunteer.ENTERED);
        long missing = figures.count() - (gifts() - before);
        System.out.println("  beside " + beside + ": " + figures + ", missing " + missing);
        report.append(String.format(Locale.ROOT, "| %s | %,d | %.0f | %.0f | %.0f | %.0f | %d | %d |%n", beside,
                figures.count(), figures.p50(), figures.p99(), figures.p999(), figures.longest(),
                samples.size() - figures.count(), missing));
    }

    /** A gift is taken up by whoever has been free for longest; where nobody is, it waits, and that counts. */
    private List<Steady.Sample> enter(List<Volunteer> volunteers, int seconds) throws InterruptedException {
        BlockingQueue<Volunteer> free = new LinkedBlockingQueue<>(volunteers);
        var samples = new Steady.Sample[options.perSecond * seconds];
        try (ExecutorService room = Executors.newVirtualThreadPerTaskExecutor()) {
            long began = System.nanoTime();
            for (int i = 0; i < samples.length; i++) {
                int number = i;
                long due = began + i * TimeUnit.SECONDS.toNanos(1) / options.perSecond;
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                room.submit(() -> {
                    Volunteer next = free.take();
                    int status = next.enter();
                    samples[number] = new Steady.Sample(status, (System.nanoTime() - due) / 1e6);
                    free.add(next);
                    return null;
                });
            }
        }
        return new ArrayList<>(List.of(samples));
    }

    private long gifts() throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + Server.ledger(work));
                var rows = connection.createStatement().executeQuery("SELECT count(*) FROM donation")) {
            return rows.getLong(1);
        }
    }
}
