package org.groundswell.pages.check;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import org.groundswell.pages.api.check.Finding;
import org.groundswell.pages.api.check.Finding.Severity;
import org.groundswell.pages.api.check.SiteReader;

/** {@code bin/groundswell check}: says what is to be mended in a site folder. It needs no node. */
public final class CheckProgram {
    private static final int CLEAN = 0;
    private static final int TO_MEND = 1;
    private static final int MISUSED = 2;
    private static final Set<String> OPTIONS = Set.of("--json", "--strict");
    static final String USAGE = """
            Usage: bin/groundswell check [FOLDER] [--strict] [--json]
            Looks through a site folder, this node's own unless another is given, and needs no running node. A line for each
            thing to mend: file:line: error or warning: what; what to do.
              --strict  let warnings count as errors do
              --json    say it as a list of objects with severity, file, line, message and suggestion
            Words that are right and in no dictionary belong into words.txt in the folder, one a line.
            Exit statuses: 0 nothing to mend but warnings, 1 errors, 2 wrong usage or no folder.""";

    private CheckProgram() {
    }

    /** @param arguments the node's own site folder, the settings of its form, and what the user typed */
    public static void main(String[] arguments) {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(run(List.of(arguments), out, System.err));
    }

    static int run(List<String> arguments, PrintStream out, PrintStream errors) {
        List<String> typed = arguments.subList(2, arguments.size());
        if (typed.contains("--help")) {
            out.println(USAGE);
            return CLEAN;
        }
        List<String> folders = typed.stream().filter(each -> !each.startsWith("--")).toList();
        Set<String> options = typed.stream().filter(each -> each.startsWith("--")).collect(Collectors.toSet());
        if (folders.size() > 1 || !OPTIONS.containsAll(options)) {
            errors.println(USAGE);
            return MISUSED;
        }
        Path folder = Path.of(folders.isEmpty() ? arguments.getFirst() : folders.getFirst());
        if (!Files.isDirectory(folder)) {
            errors.println("groundswell: check: there is no folder " + folder);
            return MISUSED;
        }
        try {
            var check = new SiteCheck(ServiceLoader.load(SiteReader.class).findFirst().orElseThrow(),
                    FormLimits.read(Path.of(arguments.get(1))));
            return say(check.check(folder), options, out);
        } catch (IOException | IllegalArgumentException e) {
            errors.println("groundswell: check: " + folder + ": " + e.getMessage());
            return MISUSED;
        }
    }

    private static int say(List<Finding> findings, Set<String> options, PrintStream out) {
        long wrong = findings.stream().filter(each -> each.severity() == Severity.ERROR).count();
        if (options.contains("--json")) {
            out.println(new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(findings));
        } else {
            findings.forEach(out::println);
            out.println(findings.isEmpty() ? "Nothing to mend" : wrong + " errors, " + (findings.size() - wrong)
                    + " warnings");
        }
        return wrong > 0 || options.contains("--strict") && !findings.isEmpty() ? TO_MEND : CLEAN;
    }
}
