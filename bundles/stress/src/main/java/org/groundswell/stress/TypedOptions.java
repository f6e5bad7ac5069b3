package org.groundswell.stress;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.groundswell.shared.options.OptionParser;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a user types behind {@code bin/groundswell stress}. */
@Command(name = "bin/groundswell stress", customSynopsis = "bin/groundswell stress [URL] [options]", separator = " ",
        sortOptions = false,
        footer = "Ends with 0 if the evening will hold, 1 if not, 2 if nothing was tested, 3 if it is worse than last time.")
final class TypedOptions {
    @Spec
    private CommandSpec spec;
    @Parameters(arity = "0..1", paramLabel = "URL", description = "this node's own address unless another is given")
    private String url;
    private double perSecond = 20;
    private int seconds = 60;
    @Option(names = "--curve", paramLabel = "FILE", order = 2,
            description = "replay an evening instead: lines of \"SECOND VISITORS_A_SECOND\"")
    private Path curve;
    private int donorsPercent = 20;
    private double thinkSeconds = 3;
    @Option(names = "--token", paramLabel = "T", order = 5,
            description = "the target's agreement; needed where it is another machine. Its admin gets one with"
            + " bin/groundswell shell groundswell:allowstress")
    private String token = "";
    private Path picture;
    private Path progress;
    private int worsePercent = -1;

    private TypedOptions() {
    }

    static CommandLine parser() {
        return OptionParser.of(new TypedOptions());
    }

    /**
     * @param own     the address that is meant where none is typed
     * @param reports the folder for the report
     * @throws ParameterException with a message for whoever typed it
     */
    static Options read(CommandLine parser, URI own, Path reports, String... typed) {
        parser.parseArgs(typed);
        TypedOptions read = parser.getCommand();
        return new Options(read.url == null ? own : read.address(), read.perSecond, read.seconds, read.curve,
                read.donorsPercent, read.thinkSeconds, read.token, reports, read.picture, read.progress, read.worsePercent);
    }

    @Option(names = "--visitors", paramLabel = "N", order = 0, description = "visitors a second (20)")
    void visitors(double number) {
        perSecond = within("--visitors", number, 0.01, 100_000);
    }

    @Option(names = "--seconds", paramLabel = "N", order = 1, description = "for how long they come (60)")
    void seconds(int number) {
        seconds = (int) within("--seconds", number, 1, 86_400);
    }

    @Option(names = "--donors", paramLabel = "N", order = 3, description = "how many of a hundred visitors give (20)")
    void donors(int number) {
        donorsPercent = (int) within("--donors", number, 0, 100);
    }

    @Option(names = "--think", paramLabel = "N", order = 4,
            description = "seconds a visitor looks at a page, on average (3)")
    void think(double number) {
        thinkSeconds = within("--think", number, 0, 600);
    }

    @Option(names = "--report", paramLabel = "FILE", order = 6,
            description = "write the report with its curves as an HTML file, too")
    void report(Path file) {
        picture = writable("--report", file);
    }

    /** For the console, which reads there how far it is. */
    @Option(names = "--progress", hidden = true)
    void progress(Path file) {
        progress = writable("--progress", file);
    }

    @Option(names = "--compare", paramLabel = "N", order = 7,
            description = "fail if there are N percent fewer donations a second than in the last report")
    void compare(int number) {
        worsePercent = (int) within("--compare", number, 0, 100);
    }

    @Option(names = "--help", order = 8, usageHelp = true, description = "say this")
    void help(boolean asked) {
        // The parser remembers it.
    }

    private double within(String name, double number, double least, double most) {
        if (number >= least && number <= most) {
            return number;
        }
        throw wrong(name + ": expected a number from " + least + " to " + most + ", found '" + number + "'");
    }

    /** Asked before the test: it is a pity to find out afterwards. */
    private Path writable(String name, Path file) {
        Path whole = file.toAbsolutePath();
        if (Files.isDirectory(whole) || !Files.isWritable(whole.getParent())) {
            throw wrong(name + ": " + file + " cannot be written: expected a file in a folder that is there");
        }
        return whole;
    }

    private URI address() {
        try {
            URI uri = URI.create(url.replaceFirst("/+$", ""));
            if (uri.getHost() != null && uri.getScheme() != null && uri.getScheme().startsWith("http")) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw wrong("expected an address such as http://127.0.0.1:8080, found '" + url + "'");
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
