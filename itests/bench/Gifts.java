import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The console's list of gifts, searches in it and files of it, with a million of them: what a page takes, and what a file
 * needs of the heap.
 */
final class Gifts {
    private static final long MOST_MILLIS = 100;
    private static final long MOST_MB = 64;
    private static final int ROUNDS = 20;
    private static final int WARM_UP = 5;
    private static final long SAMPLE_MILLIS = 500;
    private static final long INDEX_MINUTES = 60;
    private static final String FOUND = "/admin/gifts/gift?";

    private final Path work;
    private final long gifts;
    private final StringBuilder report = new StringBuilder();
    private boolean good = true;

    private Gifts(Path work, long gifts) {
        this.work = work;
        this.gifts = gifts;
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 3) {
            System.err.println("Usage: itests/bench/run gifts [GIFTS]");
            System.exit(2);
        }
        long gifts = arguments.length > 2 ? Long.parseLong(arguments[2]) : 1_000_000;
        Path work = Files.createTempDirectory("groundswell-bench");
        boolean good;
        try {
            Path runtime = Path.of(arguments[0]);
            Server.node(runtime, work).close();
            fill(Server.ledger(work), gifts);
            try (Server node = Server.node(runtime, work)) {
                good = new Gifts(work, gifts).run(Owner.of(work), Path.of(arguments[1]));
            }
        } finally {
            Server.delete(work);
        }
        System.exit(good ? 0 : 1);
    }

    private boolean run(Owner owner, Path here) throws Exception {
        report.append(String.format(Locale.ROOT, "Written by `itests/bench/run gifts %d`: each page %d times after %d, as the"
                + " browser gets it.%n%n", gifts, ROUNDS, WARM_UP));
        long begun = System.nanoTime();
        String last = "/admin/gifts?words=" + new UUID(0, gifts);
        while (!owner.page(last).contains(FOUND)) {
            if (System.nanoTime() - begun > TimeUnit.MINUTES.toNanos(INDEX_MINUTES)) {
                throw new IOException("the last gift is not found after " + INDEX_MINUTES + " minutes");
            }
            TimeUnit.MILLISECONDS.sleep(SAMPLE_MILLIS);
        }
        report.append(String.format(Locale.ROOT, "The search was made of %,d gifts in %d s.%n%n| page | half, ms | longest, ms"
                + " |%n| --- | --- | --- |%n", gifts, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun)));
        for (Map.Entry<String, String> each : pages(owner).entrySet()) {
            look(owner, each.getKey(), each.getValue());
        }
        report.append('\n');
        file(owner, "csv");
        file(owner, "xlsx");
        report.append(good ? "\nReached: " : "\nNot reached: ").append("each page under ").append(MOST_MILLIS)
                .append(" ms, a file in less than ").append(MOST_MB).append(" MB of heap, and all gifts in it.\n");
        System.out.print(report);
        System.out.println("Written: " + Report.write(here.resolve("reports"), "gifts", "The list of gifts",
                report.toString()));
        return good;
    }

    private Map<String, String> pages(Owner owner) throws IOException, InterruptedException {
        var pages = new LinkedHashMap<String, String>();
        pages.put("the list", "/admin/gifts");
        String next = owner.page("/admin/gifts").replaceFirst("(?s).*?[?&;]before=([^\"&]+).*", "$1");
        pages.put("its next page", "/admin/gifts?before=" + next);
        pages.put("a gift's number", "/admin/gifts?words=" + new UUID(0, gifts / 2));
        pages.put("a name that few have", "/admin/gifts?words=" + Owner.encoded("Nguyen 77"));
        pages.put("a name that many have", "/admin/gifts?words=jansen");
        pages.put("an address", "/admin/gifts?words=donor" + gifts / 3 + "%40example.org");
        pages.put("an amount", "/admin/gifts?words=" + Owner.encoded("€ 25,00"));
        pages.put("an amount, a state and a campaign", "/admin/gifts?words=25&state=FAILED&campaign=flood");
        pages.put("a name in a state", "/admin/gifts?words=jansen&state=FAILED");
        return pages;
    }

    private void look(Owner owner, String name, String path) throws IOException, InterruptedException {
        var millis = new double[ROUNDS];
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            long begun = System.nanoTime();
            String page = owner.page(path);
            if (round >= 0) {
                millis[round] = (System.nanoTime() - begun) / 1e6;
            }
            if (!page.contains(FOUND)) {
                throw new IOException(path + ": no gift is found");
            }
        }
        Arrays.sort(millis);
        good &= millis[ROUNDS - 1] < MOST_MILLIS;
        report.append(String.format(Locale.ROOT, "| %s | %.1f | %.1f |%n", name, millis[ROUNDS / 2], millis[ROUNDS - 1]));
    }

    /** What is in use of the heap includes what collections have to leave, so it is asked for after a full one. */
    private void file(Owner owner, String format) throws Exception {
        long before = Audit.liveMb(work);
        long most = before;
        long begun = System.nanoTime();
        try (ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<long[]> reading = beside.submit(() -> read(owner, format));
            while (!reading.isDone()) {
                most = Math.max(most, Audit.liveMb(work));
                TimeUnit.MILLISECONDS.sleep(SAMPLE_MILLIS);
            }
            long[] read = reading.get();
            good &= most - before < MOST_MB && (!format.equals("csv") || read[1] > gifts);
            report.append(String.format(Locale.ROOT, "A file (%s): %,d kB%s in %d s, %d MB of the heap in use before, %d MB at"
                    + " most meanwhile, after full collections.%n", format, read[0] >> 10,
                    format.equals("csv") ? String.format(Locale.ROOT, " in %,d lines", read[1]) : "",
                    TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun), before, most));
        }
    }

    /** @return bytes, lines */
    private static long[] read(Owner owner, String format) throws IOException, InterruptedException {
        var read = new long[2];
        try (InputStream in = owner.stream("/admin/gifts/export?format=" + format)) {
            var buffer = new byte[1 << 16];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                read[0] += length;
                for (int i = 0; i < length; i++) {
                    read[1] += buffer[i] == '\n' ? 1 : 0;
                }
            }
        }
        return read;
    }

    /** Gifts, as the ledger would have written them one by one: nine of ten are paid, the others failed. */
    private static void fill(Path ledger, long gifts) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + ledger);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA synchronous = OFF");
            statement.execute("BEGIN");
            statement.execute("INSERT INTO donation (id, key, campaign, currency, amount, name, email, message,"
                    + " anonymous, language, pledged_at, state, provider, payment_id, settled, refunded, changed_at,"
                    + " monthly, receipt_sent) WITH RECURSIVE gift(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM gift"
                    + " WHERE n < " + gifts + ") SELECT unhex(printf('%032x', n)), 'gifts-' || n, 'flood', 'EUR',"
                    + " CASE n % 7 WHEN 0 THEN 2500 WHEN 1 THEN 1000 WHEN 2 THEN 5000 ELSE 100 * (1 + n % 400) END,"
                    + " CASE n % 9 WHEN 0 THEN 'Piet Jansen' WHEN 1 THEN 'Nguyễn ' || n WHEN 2 THEN 'Amira Haddad' ELSE"
                    + " 'Donor ' || n END, 'donor' || n || '@example.org', '', 0, 'en', 1700000000000 + n * 100,"
                    + " CASE WHEN n % 10 = 0 THEN 'FAILED' ELSE 'PAID' END, 'sandbox', 'gone-' || n,"
                    + " 0, 0, 1700000000000 + n * 100, 0, 0 FROM gift");
            statement.execute("UPDATE donation SET settled = amount WHERE key LIKE 'gifts-%' AND state = 'PAID'");
            statement.execute("INSERT INTO payment (provider, payment_id, donation) SELECT provider, payment_id, id"
                    + " FROM donation WHERE key LIKE 'gifts-%'");
            statement.execute("INSERT INTO entry (donation, campaign, currency, state, raised, donations, cause, at)"
                    + " SELECT id, campaign, currency, state, settled, state = 'PAID', 'webhook', changed_at FROM donation"
                    + " WHERE key LIKE 'gifts-%' ORDER BY id");
            statement.execute("INSERT INTO total (campaign, currency, rehearsal, raised, donations, updated)"
                    + " SELECT 'flood', 'EUR', 0, sum(settled), sum(state = 'PAID'), 0 FROM donation WHERE key LIKE 'gifts-%'"
                    + " ON CONFLICT (campaign, currency, rehearsal) DO UPDATE SET"
                    + " raised = raised + excluded.raised, donations = donations + excluded.donations");
            statement.execute("COMMIT");
        }
    }
}
