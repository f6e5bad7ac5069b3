import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/**
 * More donors than a node has places for: the gateway takes two seconds for each, so that the thousand places are what
 * limits it, as with a real gateway on a bad evening.
 */
final class Overload {
    private static final int GATEWAY_MILLIS = 2000;
    /** A thousand places, two seconds each. */
    private static final int CAPACITY = 500;
    private static final double[] TIMES = {0.5, 0.9, 2, 5};
    private static final int WARM_SECONDS = 40;
    private static final int SECONDS = 20;

    private final StringBuilder report = new StringBuilder("| gifts a second | of the capacity | taken a second | p50 s"
            + " | p99 s | longest s | told to come again a second | p99 ms | anything else | pages p99 ms | none |\n"
            + "| --- ".repeat(11) + "|\n");

    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 2) {
            System.err.println("Usage: itests/bench/run overload");
            System.exit(2);
        }
        new Overload().run(Path.of(arguments[0]), Path.of(arguments[1]));
    }

    private void run(Path runtime, Path here) throws Exception {
        Path work = Files.createTempDirectory("groundswell-bench");
        try (Server node = slow(runtime, work)) {
            Steady.load(() -> gift(node), CAPACITY, WARM_SECONDS);
            for (double times : TIMES) {
                step(node, times);
            }
        } finally {
            Server.delete(work);
        }
        System.out.print(report);
        System.out.println("Written: " + Report.write(here.resolve("reports"), "overload", "More donors than places",
                "Written by `itests/bench/run overload`: " + SECONDS + " s each, sent whether or not those before were"
                        + " answered; times count from when a gift was due.\nThe sandbox takes " + GATEWAY_MILLIS
                        + " ms for each; capacity: " + CAPACITY + " a second. Told to come again: 503 with Retry-After."
                        + " Pages: 200 a second on one connection beside it.\n\n" + report));
    }

    private void step(Server node, double times) throws Exception {
        int perSecond = (int) (CAPACITY * times);
        List<Steady.Sample> gifts;
        List<Steady.Sample> pages;
        try (var reader = new Reader(node.page())) {
            gifts = Steady.load(() -> gift(node), perSecond, SECONDS);
            pages = reader.samples();
        }
        var taken = Steady.Figures.of(gifts, 303);
        var refused = Steady.Figures.of(gifts, 503);
        var shown = Steady.Figures.of(pages, 200);
        report.append(String.format(Locale.ROOT, "| %,d | %.1f | %,d | %.2f | %.2f | %.2f | %,d | %.0f | %d | %.1f | %d |%n",
                perSecond, times, taken.count() / SECONDS, taken.p50() / 1e3, taken.p99() / 1e3, taken.longest() / 1e3,
                refused.count() / SECONDS, refused.p99(), gifts.size() - taken.count() - refused.count(), shown.p99(),
                pages.size() - shown.count()));
    }

    private static Server slow(Path runtime, Path work) throws Exception {
        Files.writeString(Server.home(runtime, work).resolve("conf/org.groundswell.payments.sandbox.cfg"),
                "slowMillis = " + GATEWAY_MILLIS + "\n");
        return Server.node(runtime, work);
    }

    /** A form with a key as the node's own have them: a UUID of version 7. */
    private static HttpRequest gift(Server node) {
        long millis = System.currentTimeMillis();
        var random = ThreadLocalRandom.current();
        String key = String.format("%08x-%04x-7%03x-a%03x-%012x", millis >>> 16, millis & 0xffff, random.nextInt(0x1000),
                random.nextInt(0x1000), random.nextLong(1L << 48));
        return HttpRequest.newBuilder(URI.create(node.base() + "/donations"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("campaign=flood&currency=EUR&amount=25&name=A+donor&email="
                        + "&message=&lang=en&key=" + key)).build();
    }
}
