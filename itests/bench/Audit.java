import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An audit of ten million gifts that the gateway does not list: how long it takes, and what it needs of the heap. */
final class Audit {
    private static final long MOST_MB = 48;
    private static final long SAMPLE_MILLIS = 5_000;
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 3) {
            System.err.println("Usage: itests/bench/run audit [GIFTS]");
            System.exit(2);
        }
        long gifts = arguments.length > 2 ? Long.parseLong(arguments[2]) : 10_000_000;
        System.exit(run(Path.of(arguments[0]), Path.of(arguments[1]), gifts) ? 0 : 1);
    }

    private static boolean run(Path runtime, Path here, long gifts) throws Exception {
        Path work = Files.createTempDirectory("groundswell-bench");
        try {
            Server.node(runtime, work).close();
            fill(Server.ledger(work), gifts);
            try (Server node = Server.node(runtime, work)) {
                long before = liveMb(work);
                long begun = System.nanoTime();
                Process audit = new ProcessBuilder(work.resolve("node/bin/groundswell").toString(), "shell",
                        "groundswell:audit").redirectErrorStream(true).redirectOutput(work.resolve("audit").toFile())
                        .start();
                long most = before;
                while (!audit.waitFor(SAMPLE_MILLIS, TimeUnit.MILLISECONDS)) {
                    most = Math.max(most, liveMb(work));
                }
                long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
                String said = Files.readString(work.resolve("audit"));
                boolean good = most - before <= MOST_MB && said.contains(gifts + " difference(s).");
                String report = String.format(Locale.ROOT, "%,d gifts that the gateway does not list: %d s; %d MB of the"
                        + " heap in use before, %d MB at most meanwhile, collections included. %s.%n", gifts, seconds,
                        before, most, good ? "Reached: at most " + MOST_MB + " MB more, all counted" : "Not reached");
                System.out.print(report);
                System.out.println("Written: " + Report.write(here.resolve("reports"), "audit", "An audit",
                        "Written by `itests/bench/run audit`.\n\n" + report));
                return good;
            }
        } finally {
            Server.delete(work);
        }
    }

    /** Paid gifts, as the ledger would have written them one by one. */
    private static void fill(Path ledger, long gifts) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + ledger);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA synchronous = OFF");
            statement.execute("BEGIN");
            statement.execute("INSERT INTO donation (id, key, campaign, currency, amount, name, email, message,"
                    + " anonymous, language, pledged_at, state, provider, payment_id, settled, refunded, changed_at,"
                    + " monthly, receipt_sent) WITH RECURSIVE gift(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM gift"
                    + " WHERE n < " + gifts + ") SELECT unhex(printf('%032x', n)), 'audit-' || n, 'flood', 'EUR', 1800,"
                    + " '', '', '', 0, 'en', 1700000000000 + n, 'PAID', 'sandbox', 'gone-' || n, 1800, 0,"
                    + " 1700000000000 + n, 0, 0 FROM gift");
            statement.execute("INSERT INTO payment (provider, payment_id, donation) SELECT provider, payment_id, id"
                    + " FROM donation WHERE key LIKE 'audit-%'");
            statement.execute("INSERT INTO entry (donation, campaign, currency, state, raised, donations, cause, at)"
                    + " SELECT id, campaign, currency, state, settled, 1, 'webhook', changed_at FROM donation"
                    + " WHERE key LIKE 'audit-%'");
            statement.execute("INSERT INTO total (campaign, currency, rehearsal, raised, donations, updated)"
                    + " VALUES ('flood', 'EUR', 0, " + gifts * 1800 + ", " + gifts
                    + ", 0) ON CONFLICT (campaign, currency, rehearsal) DO UPDATE SET"
                    + " raised = raised + excluded.raised, donations = donations + excluded.donations");
            statement.execute("COMMIT");
        }
    }

    /** What is left of the node's heap after a full collection. */
    static long liveMb(Path work) throws IOException, InterruptedException {
        String pid = Files.readString(work.resolve("node/data/node.pid")).strip();
        Process counting = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin/jcmd").toString(), pid,
                "GC.class_histogram").redirectErrorStream(true).start();
        String histogram = new String(counting.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        counting.waitFor();
        Matcher total = TOTAL.matcher(histogram);
        if (!total.find()) {
            throw new IOException("jcmd says nothing of process " + pid + ": " + histogram.lines().limit(3).toList());
        }
        return Long.parseLong(total.group(1)) >> 20;
    }
}
