package org.groundswell.stress;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import org.groundswell.shared.options.OptionParser;
import org.groundswell.stress.Reports.Report;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** {@code bin/groundswell stress}: sends visitors to a node and says whether the evening will hold. */
public final class Stress {
    /** The status with which it ends where nothing was tested. */
    static final int NOT_POSSIBLE = 2;
    private static final int WORSE = 3;

    private Stress() {
    }

    /** @param arguments the node's own address, the folder for reports, and what the user typed */
    public static void main(String[] arguments) throws InterruptedException {
        CommandLine parser = TypedOptions.parser();
        try {
            Options options = TypedOptions.read(parser, URI.create(arguments[0]), Path.of(arguments[1]),
                    Arrays.copyOfRange(arguments, 2, arguments.length));
            if (parser.isUsageHelpRequested()) {
                parser.usage(System.out);
                return;
            }
            System.exit(test(options));
        } catch (ParameterException e) {
            System.err.println("stress: " + OptionParser.problem(e) + " (stress --help lists what can be asked)");
            System.exit(NOT_POSSIBLE);
        } catch (ConnectException e) {
            System.err.println("stress: nobody listens there; is the node running?");
            System.exit(NOT_POSSIBLE);
        } catch (NoSuchFileException e) {
            System.err.println("stress: there is no file " + e.getFile());
            System.exit(NOT_POSSIBLE);
        } catch (IllegalArgumentException | IOException e) {
            System.err.println("stress: " + e.getMessage() + " (stress --help lists what can be asked)");
            System.exit(NOT_POSSIBLE);
        }
    }

    private static int test(Options options) throws IOException, InterruptedException {
        Curve curve = options.curve() == null ? Curve.steady(options.perSecond(), options.seconds())
                : Curve.read(options.curve());
        var reports = new Reports(options.reports());
        Reports.Found found = reports.all();
        found.unreadable().forEach(System.err::println);
        Report before = Reports.last(found.reports(), options.target().toString());
        try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10)).executor(Executors.newVirtualThreadPerTaskExecutor()).build()) {
            Permission.check(client, options);
            List<String> languages = languages(client, options);
            System.out.printf(Locale.ROOT, "Visitors come for %.0f seconds, in %s%n%n", curve.seconds(), languages);
            var evening = new Evening(options, curve);
            Thread writer = Thread.ofVirtual().start(() -> tellProgress(options, curve, evening));
            Result result = evening.run(client, languages);
            writer.interrupt();
            Report report = report(options, curve, result);
            System.out.print(Screen.of(report, before));
            System.out.println("Report: " + reports.write(report));
            if (options.picture() != null) {
                PictureFile.write(options.picture(), report, before);
                System.out.println("With its curves: " + options.picture());
            }
            client.shutdownNow();
            return status(options, result, before);
        }
    }

    private static Report report(Options options, Curve curve, Result result) {
        return new Report(Instant.now().toString(), options.target().toString(), curve.most(), options.donorsPercent(), result);
    }

    /** Until it is interrupted; a disk that is full spoils no test. */
    private static void tellProgress(Options options, Curve curve, Evening evening) {
        try {
            while (options.progress() != null) {
                Reports.replace(options.progress(), report(options, curve, evening.soFar()));
                Thread.sleep(Duration.ofSeconds(1));
            }
        } catch (InterruptedException e) {
            // The report follows.
        } catch (IOException e) {
            System.err.println("stress: how far it is cannot be told: " + e.getMessage());
        }
    }

    private static int status(Options options, Result result, Report before) {
        if (!result.holds()) {
            return 1;
        }
        boolean worse = options.worsePercent() >= 0 && before != null
                && result.sustained() < before.result().sustained() * (100 - options.worsePercent()) / 100;
        if (worse) {
            System.out.println("Worse than last time by more than " + options.worsePercent() + " %");
        }
        return worse ? WORSE : 0;
    }

    private static List<String> languages(HttpClient client, Options options)
            throws IOException, InterruptedException {
        URI home = options.target().resolve("/");
        for (int redirect = 0; redirect < 3; redirect++) {
            var answer = client.send(HttpRequest.newBuilder(home).timeout(Duration.ofSeconds(30)).build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 200) {
                List<String> languages = new Html(answer.body()).languages();
                return languages.isEmpty() ? List.of("en") : languages;
            }
            home = home.resolve(answer.headers().firstValue("location")
                    .orElseThrow(() -> new IOException(options.target() + " answered " + answer.statusCode())));
        }
        throw new IOException(options.target() + " leads in a circle");
    }
}
