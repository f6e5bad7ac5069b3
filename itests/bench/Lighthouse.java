import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/**
 * What others' tools say of every page of the default site that search engines may find, and of thanks: Lighthouse, axe, and a
 * link checker.
 * They come from npm when this runs, in the versions that {@code lighthouse/package.json} has; the browser is the system's.
 */
final class Lighthouse {
    private static final long INSTALL_MINUTES = 10;
    private static final long LOOK_MINUTES = 60;
    private static final String SCRIPT = "lighthouse/look.mjs";

    private Lighthouse() {
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 2) {
            System.err.println("Usage: itests/bench/run lighthouse");
            System.exit(2);
        }
        System.exit(run(Path.of(arguments[0]), Path.of(arguments[1])));
    }

    private static int run(Path runtime, Path here) throws Exception {
        Path tools = Files.createDirectories(here.resolveSibling("target/lighthouse"));
        for (String file : new String[] {"package.json", "look.mjs", "pages.mjs", "thanks.mjs"}) {
            Files.copy(here.resolve("lighthouse").resolve(file), tools.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        if (status(tools, INSTALL_MINUTES, "npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts",
                "--loglevel=error") != 0) {
            System.err.println("bench: npm could not install what " + SCRIPT + " needs");
            return 1;
        }
        Path work = Files.createTempDirectory("groundswell-bench");
        try (Server node = Server.node(runtime, work)) {
            // Search engines are told of pages by the address that visitors type.
            Files.writeString(Server.home(runtime, work).resolve("conf/org.groundswell.edge.listener.cfg"),
                    "publicUrl = " + node.base() + "\n", StandardOpenOption.APPEND);
            // A form that is filled in at once is a program's, as it is here.
            Files.writeString(Server.home(runtime, work).resolve("conf/org.groundswell.donations.service.screening.cfg"),
                    "quickestSeconds = 0\n", StandardOpenOption.APPEND);
            node.await(node.base() + "/sitemap.xml");
            return status(tools, LOOK_MINUTES, "node", tools.resolve("look.mjs").toString(), node.base());
        } finally {
            Server.delete(work);
        }
    }

    private static int status(Path folder, long minutes, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).directory(folder.toFile()).inheritIO().start();
        try {
            if (!process.waitFor(minutes, TimeUnit.MINUTES)) {
                System.err.println("bench: " + command[0] + " did not end within " + minutes + " minutes");
                return 1;
            }
            return process.exitValue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
