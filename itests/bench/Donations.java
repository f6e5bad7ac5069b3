import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Whole {@code POST /donations} (checked, pledge durable, payment opened at the sandbox, 303) beside single-row inserts
 * of PostgreSQL on the same disk, in turn. It asserts nothing: it writes a report.
 */
final class Donations {
    private static final String HELP = """
            Usage: itests/bench/run donations [--rounds N] [--seconds N] [--fill N]
              A short form: --rounds 1 --seconds 1, a minute. The report has the last one's first series beside its own.
              --rounds   how often both take turns (3)
              --seconds  how long each of them is loaded each time (5)
              --fill     how many donations are put into the ledger before a second series (0: no second series)""";
    private static final int CLIENTS = 64;
    /** The form's, the gateway's and the ledger's code is compiled while it runs; the database's was long before. */
    private static final int WARM_UP = 5;
    /** On a slow machine the compiler needs more than that: until a round costs hardly less than the one before. */
    private static final int WARM_UP_AT_MOST = 20;
    private static final double STEADY = 0.95;
    /** A minute where each round has five seconds. */
    private static final int LONG_ROUNDS = 12;
    /** Ids begin with the time, as a node's do: these with one of a few years ago. */
    private static final long FIRST_MILLIS = 1_700_000_000_000L;
    private static final List<Integer> FEWER = List.of(1, 2, 4, 8, 16, 32);

    private final Path work;
    private final int rounds;
    private final int seconds;
    private final StringBuilder report = new StringBuilder();

    private Donations(Path work, int rounds, int seconds) {
        this.work = work;
        this.rounds = rounds;
        this.seconds = seconds;
    }

    public static void main(String[] arguments) throws Exception {
        int rounds = 3;
        int seconds = 5;
        int fill = 0;
        for (int i = 2; i < arguments.length; i += 2) {
            switch (i + 1 < arguments.length ? arguments[i] : "") {
                case "--rounds" -> rounds = Integer.parseInt(arguments[i + 1]);
                case "--seconds" -> seconds = Integer.parseInt(arguments[i + 1]);
                case "--fill" -> fill = Integer.parseInt(arguments[i + 1]);
                default -> {
                    System.err.println(HELP);
                    System.exit(2);
                }
            }
        }
        Path work = Files.createTempDirectory("groundswell-bench");
        try {
            new Donations(work, rounds, seconds).run(Path.of(arguments[0]), Path.of(arguments[1]), fill);
        } finally {
            Server.delete(work);
        }
    }

    private void run(Path runtime, Path here, int fill) throws Exception {
        report.append("Written by `itests/bench/run donations`, ").append(rounds).append(" rounds of ").append(seconds)
                .append(" seconds, in turn; medians. ").append(CLIENTS).append(" clients each. A donation is a whole form:"
                + " checked, pledge synced to the disk, payment opened at the sandbox and noted, 303.\n\n")
                .append("| donations in the ledger before | donations/s | PostgreSQL inserts/s | ratio | CPU us a donation"
                        + " | p50 ms | p99 ms | others than 303 | not in the ledger |\n")
                .append("| --- ".repeat(9)).append("|\n");
        try (var postgres = new Postgres(work)) {
            String half;
            try (var node = Server.node(runtime, work)) {
                Wrk wrk = warm(node, here);
                half = atHalf(node, wrk, new Wrk(here.resolve("donations.lua"), LONG_ROUNDS * seconds),
                        series(node, wrk, postgres));
            }
            if (fill > 0) {
                System.out.println("Filling the ledger with " + fill + " donations");
                fill(fill);
                try (var node = Server.node(runtime, work)) {
                    series(node, warm(node, here), postgres);
                }
            }
            report.append(half).append(lastTime(here.resolve("reports")));
        }
        System.out.println("Written: " + Report.write(here.resolve("reports"), "donations", "Donations beside"
                + " PostgreSQL", report.toString()));
    }

    /** The first series of the last report, for whoever compares; "" where there is none. */
    private static String lastTime(Path reports) throws IOException {
        try (Stream<Path> files = Files.list(reports)) {
            Path last = files.filter(each -> each.toString().endsWith("-donations.md")).max(Comparator.naturalOrder())
                    .orElse(null);
            return last == null ? "" : Files.readAllLines(last).stream().filter(line -> line.matches("\\| [0-9].*"))
                    .findFirst().map(row -> "\nThe same row of the last report, " + last.getFileName() + ": " + row + "\n")
                    .orElse("");
        }
    }

    private Wrk warm(Server node, Path here) throws Exception {
        System.out.println("Warming up");
        var wrk = new Wrk(here.resolve("donations.lua"), seconds);
        double before = Double.MAX_VALUE;
        for (int i = 0; i < WARM_UP_AT_MOST; i++) {
            double now = wrk.load(node, node.base() + "/donations", CLIENTS, false).cpuMicros();
            if (i >= WARM_UP && now > before * STEADY) {
                break;
            }
            before = now;
        }
        return wrk;
    }

    private double series(Server node, Wrk wrk, Postgres postgres) throws Exception {
        long before = donations();
        var donations = new ArrayList<Wrk.Figures>();
        var inserts = new ArrayList<Double>();
        long lost = 0;
        for (int round = 0; round < rounds; round++) {
            inserts.add(postgres.insertsPerSecond(CLIENTS, seconds));
            long there = donations();
            Wrk.Figures figures = wrk.load(node, node.base() + "/donations", CLIENTS, false);
            donations.add(figures);
            // What was answered is durable; what was on its way when the load ended may be there, too.
            lost += Math.max(0, Math.round(figures.perSecond() * seconds) - figures.errors() - (donations() - there));
            System.out.printf(Locale.ROOT, "  node %s; PostgreSQL %,.0f inserts/s%n", figures, inserts.getLast());
        }
        double rate = Report.median(donations, Wrk.Figures::perSecond);
        double other = inserts.stream().sorted().toList().get(rounds / 2);
        report.append(String.format(Locale.ROOT, "| %,d | %,.0f | %,.0f | %.2f | %.0f | %.1f | %.1f | %d | %d |%n", before,
                rate, other, rate / other, Report.median(donations, Wrk.Figures::cpuMicros),
                Report.median(donations, Wrk.Figures::p50) / 1000, Report.median(donations, Wrk.Figures::p99) / 1000,
                donations.stream().mapToLong(Wrk.Figures::errors).sum(), lost));
        return rate;
    }

    /** As many clients as make about half of what is possible, long enough for the rare things. */
    private String atHalf(Server node, Wrk wrk, Wrk longer, double best) throws Exception {
        Wrk.Figures nearest = null;
        int clients = 0;
        for (int fewer : FEWER) {
            Wrk.Figures figures = wrk.load(node, node.base() + "/donations", fewer, false);
            System.out.println("  " + fewer + " clients: " + figures);
            if (nearest == null || Math.abs(figures.perSecond() - best / 2) < Math.abs(nearest.perSecond() - best / 2)) {
                nearest = figures;
                clients = fewer;
            }
        }
        nearest = longer.load(node, node.base() + "/donations", clients, false);
        return String.format(Locale.ROOT, "%nAbout half of the first rate for %d s, %,.0f a second by %d clients: p50"
                + " %.1f ms, p99 %.1f ms, p99.9 %.1f ms.%n", LONG_ROUNDS * seconds, nearest.perSecond(), clients, nearest.p50() / 1e3, nearest.p99() / 1e3,
                nearest.p999() / 1e3);
    }

    private long donations() throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + Server.ledger(work));
                var rows = connection.createStatement().executeQuery("SELECT count(*) FROM donation")) {
            return rows.getLong(1);
        }
    }

    /** Paid donations as the ledger writes them, straight into its file; the node, who holds it, has to be stopped. */
    private void fill(int number) throws SQLException, IOException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + Server.ledger(work));
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 60000");
            statement.execute("PRAGMA cache_size = -200000");
            for (int done = 0; done < number; done += 100_000) {
                int part = Math.min(100_000, number - done);
                statement.executeUpdate("BEGIN IMMEDIATE; CREATE TEMP TABLE IF NOT EXISTS part (id BLOB, n INTEGER);"
                        + " DELETE FROM part; WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < "
                        + part + ") INSERT INTO part SELECT unhex(printf('%012x', " + (FIRST_MILLIS + done)
                        + " + n)) || randomblob(10), n FROM c;"
                        + " INSERT INTO donation (id, key, campaign, currency, amount, name, email, message, anonymous,"
                        + " language, pledged_at, state, provider, payment_id, settled, changed_at, receipt_sent)"
                        + " SELECT id, lower(hex(id)), 'flood', 'EUR', 2500, 'A donor', '', '', 0, 'en', 1, 'PAID',"
                        + " 'filled', lower(hex(id)), 2500, 1, 0 FROM part;"
                        + " INSERT INTO payment (provider, payment_id, donation) SELECT 'filled', lower(hex(id)), id"
                        + " FROM part;"
                        + " INSERT INTO entry (donation, campaign, currency, state, raised, donations, cause, at)"
                        + " SELECT id, 'flood', 'EUR', 'PLEDGED', 0, 0, 'form', 1 FROM part UNION ALL"
                        + " SELECT id, 'flood', 'EUR', 'PAID', 2500, 1, 'webhook', 1 FROM part; COMMIT");
            }
        }
    }
}
