package org.groundswell.pages.migration;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.groundswell.shared.options.OptionParser;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bin/groundswell import}: takes over the pages of another site. It needs no node. */
@Command(name = "bin/groundswell import", sortOptions = false,
        customSynopsis = "bin/groundswell import hugo FOLDER | wordpress FILE [OPTIONS]",
        description = {"Takes pages, news and pictures of a site that Hugo makes (its folder), or of a WordPress export (the",
            "file of Tools, Export, All content), over into a site folder, and names all that it could not take over.",
            "Files that are there stay. Nothing is fetched from anywhere."},
        footer = {"Look at what came of it with bin/groundswell check.",
            "Exit statuses: 0 done, 1 the disk refused it, 2 wrong usage or nothing that can be read."})
public final class ImportProgram implements Callable<Integer> {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private final PrintStream out;
    private final PrintStream errors;
    @Parameters(index = "0", paramLabel = "KIND", description = "hugo or wordpress")
    private Kind kind;
    @Parameters(index = "1", paramLabel = "FROM", description = "the folder or the file")
    private Path from;
    @Option(names = "--into", paramLabel = "FOLDER", description = "the site folder, this node's own unless another is given")
    private Path into;
    @Option(names = "--uploads", paramLabel = "FOLDER", description = "a copy of wp-content/uploads: an export has no pictures")
    private Optional<Path> uploads = Optional.empty();
    @Option(names = "--replace", description = "write pages and pictures anew that are there already")
    private boolean replace;
    @Option(names = "--dry-run", description = "write nothing, and say what would be taken over")
    private boolean dry;
    @Option(names = "--addresses", paramLabel = "FILE",
            description = "write where each page was and where it is now, a line each: /old /new; for redirects")
    private Optional<Path> addresses = Optional.empty();
    @Option(names = "--help", usageHelp = true, description = "say this")
    private boolean help;

    private ImportProgram(Path own, PrintStream out, PrintStream errors) {
        this.into = own;
        this.out = out;
        this.errors = errors;
    }

    /** What can be read. */
    enum Kind {
        hugo, wordpress
    }

    /** @param arguments the node's own site folder, and what the user typed */
    public static void main(String[] arguments) {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(run(List.of(arguments), out, System.err));
    }

    static int run(List<String> arguments, PrintStream out, PrintStream errors) {
        var program = new ImportProgram(Path.of(arguments.getFirst()), out, errors);
        return OptionParser.of(program).setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler((wrong, typed) -> program.misused(OptionParser.problem(wrong)
                        + " (import --help lists what can be asked)"))
                .execute(arguments.subList(1, arguments.size()).toArray(String[]::new));
    }

    @Override
    public Integer call() {
        try {
            var site = new NewSite(into, replace, dry);
            site.take(read());
            say(site);
            if (addresses.isPresent()) {
                Files.write(addresses.get(), site.moved().entrySet().stream()
                        .map(each -> each.getKey() + " " + each.getValue()).toList());
            }
            return DONE;
        } catch (UnreadableSiteException e) {
            return misused(e.getMessage());
        } catch (IOException e) {
            errors.println("groundswell: import: " + e);
            return FAILED;
        }
    }

    private OldSite read() throws IOException, UnreadableSiteException {
        if (uploads.isPresent() && !Files.isDirectory(uploads.get())) {
            throw new UnreadableSiteException("there is no folder " + uploads.get());
        }
        if (!Files.isReadable(from)) {
            throw new UnreadableSiteException("there is no " + from + " that can be read");
        }
        return switch (kind) {
            case hugo -> HugoFolder.read(from);
            case wordpress -> WordPressExport.read(from, uploads);
        };
    }

    private int misused(String what) {
        errors.println("groundswell: import: " + what);
        return MISUSED;
    }

    private void say(NewSite site) {
        site.remarks().forEach(out::println);
        int pages = site.pages().values().stream().mapToInt(Integer::intValue).sum();
        String languages = new TreeMap<>(site.pages()).entrySet().stream().map(each -> each.getKey() + " " + each.getValue())
                .collect(Collectors.joining(", "));
        out.println((dry ? "Would be taken over: " : "Taken over: ") + pages + " pages" + (pages == 0 ? "" : " (" + languages
                + ")") + ", " + site.pictures() + " pictures; to be looked at: " + site.remarks().size());
    }
}
