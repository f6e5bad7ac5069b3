package org.groundswell.pages.check;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLSocketFactory;
import org.groundswell.pages.api.check.Finding;
import org.groundswell.pages.api.check.Finding.Severity;
import org.groundswell.pages.api.check.SiteReader;
import org.groundswell.shared.options.OptionParser;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bin/groundswell check}: says what is to be mended in a site folder. It needs no node. */
@Command(name = "bin/groundswell check", customSynopsis = "bin/groundswell check [FOLDER] [--outside] [--strict] [--json]",
        sortOptions = false,
        description = {"Looks through a site folder, and needs no running node. A line for each thing to mend:",
            "file:line: error or warning: what; what to do."},
        footer = {"Words that are right and in no dictionary belong into words.txt in the folder, one a line.",
            "Exit statuses: 0 nothing to mend but warnings, 1 errors, 2 wrong usage or no folder."})
public final class CheckProgram implements Callable<Integer> {
    private static final int CLEAN = 0;
    private static final int TO_MEND = 1;
    private static final int MISUSED = 2;
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);

    private final Path limits;
    private final Path memory;
    private final PrintStream out;
    private final PrintStream errors;
    @Parameters(arity = "0..1", paramLabel = "FOLDER", description = "this node's own unless another is given")
    private Path folder;
    @Option(names = "--outside", description = "ask other sites, too, if links to them still lead somewhere")
    private boolean outside;
    @Option(names = "--strict", description = "let warnings count as errors do")
    private boolean strict;
    @Option(names = "--json",
            description = "say it as a list of objects with severity, file, line, message and suggestion")
    private boolean json;
    @Option(names = "--help", usageHelp = true, description = "say this")
    private boolean help;

    private CheckProgram(Path own, Path limits, Path memory, PrintStream out, PrintStream errors) {
        this.folder = own;
        this.limits = limits;
        this.memory = memory;
        this.out = out;
        this.errors = errors;
    }

    /** @param arguments the node's own site folder, the settings of its form, where answers of other sites are kept, what was typed */
    public static void main(String[] arguments) {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(run(List.of(arguments), out, System.err));
    }

    static int run(List<String> arguments, PrintStream out, PrintStream errors) {
        var program = new CheckProgram(Path.of(arguments.get(0)), Path.of(arguments.get(1)), Path.of(arguments.get(2)), out,
                errors);
        return OptionParser.of(program).setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler((wrong, typed) -> program.misused(OptionParser.problem(wrong)
                        + " (check --help lists what can be asked)"))
                .execute(arguments.subList(3, arguments.size()).toArray(String[]::new));
    }

    @Override
    public Integer call() {
        if (!Files.isDirectory(folder)) {
            return misused("there is no folder " + folder);
        }
        try {
            var check = new SiteCheck(ServiceLoader.load(SiteReader.class).findFirst().orElseThrow(),
                    FormLimits.read(limits), outside ? new Check[] {outside()} : new Check[0]);
            return say(check.check(folder));
        } catch (IOException | IllegalArgumentException e) {
            return misused(folder + ": " + e.getMessage());
        }
    }

    private OutsideLinks outside() {
        var connection = new OutsideConnection(new PublicDoor(InetAddress::getAllByName), LONGEST_ANSWER,
                (SSLSocketFactory) SSLSocketFactory.getDefault());
        return new OutsideLinks(connection::ask, new OutsideMemory(memory, InstantSource.system()), InstantSource.system());
    }

    private int misused(String what) {
        errors.println("groundswell: check: " + what);
        return MISUSED;
    }

    private int say(List<Finding> findings) {
        long wrong = findings.stream().filter(each -> each.severity() == Severity.ERROR).count();
        if (json) {
            out.println(new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(findings));
        } else {
            findings.forEach(out::println);
            out.println(findings.isEmpty() ? "Nothing to mend" : wrong + " errors, " + (findings.size() - wrong)
                    + " warnings");
        }
        return wrong > 0 || strict && !findings.isEmpty() ? TO_MEND : CLEAN;
    }
}
