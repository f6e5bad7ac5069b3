package org.groundswell.console.site;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.groundswell.pages.api.check.Finding;
import org.groundswell.pages.api.editing.SiteEditing;
import org.groundswell.pages.api.editing.TextChange;
import org.groundswell.shared.files.PrivateFiles;
import org.groundswell.shared.programs.ToolProcess;

/**
 * Has {@code bin/groundswell check} look through the site as it would be: its dictionaries and all those pages have no room in
 * a node. One look at a time: who waits for another's look waits no longer than for its own. Thread-safe.
 */
final class CheckProcess {
    private static final int MOST_SAID = 4_000_000;
    private static final int TO_MEND = 1;

    private final Path program;
    private final Path data;
    private final Path folder;
    private final Lock turn = new ReentrantLock();

    /**
     * @param program the command
     * @param data    where the node remembers, and where the command remembers what other sites said
     * @param folder  of its own, for copies of the site that are only there for a look
     */
    CheckProcess(Path program, Path data, Path folder) {
        this.program = program;
        this.data = data;
        this.folder = folder;
    }

    /**
     * What is to be mended in the site if these changes were published.
     *
     * @param longest from now on, the wait for another look too
     * @param further options of the command
     * @throws IOException if the command cannot be run, takes too long, or says what is none
     */
    List<Finding> look(SiteEditing editing, List<TextChange> changes, Duration longest, String... further) throws IOException {
        long end = System.nanoTime() + longest.toNanos();
        try {
            if (!turn.tryLock(longest.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IOException("Another look took longer than " + longest.toSeconds() + " seconds");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Broken off", e);
        }
        try {
            return copied(editing, changes, longest, end, further);
        } finally {
            turn.unlock();
        }
    }

    private List<Finding> copied(SiteEditing editing, List<TextChange> changes, Duration longest, long end, String... further)
            throws IOException {
        Path copy = PrivateFiles.folder(folder).resolve("site");
        try {
            delete(copy);
            editing.copyTo(copy, changes);
            var command = new ArrayList<>(List.of("env", "GROUNDSWELL_DATA=" + data, program.toString(), "check", copy.toString(), "--json"));
            command.addAll(List.of(further));
            ToolProcess.End said = ToolProcess.run(command, Duration.ofNanos(Math.max(0, end - System.nanoTime())), MOST_SAID);
            int status = said.status().orElseThrow(() -> new IOException("The check took longer than " + longest.toSeconds()
                    + " seconds"));
            if (status != 0 && status != TO_MEND) {
                throw new IOException("The check ended with status " + status);
            }
            List<Finding> found = new Gson().fromJson(said.said(), new TypeToken<List<Finding>>() { });
            return found == null ? List.of() : List.copyOf(found);
        } catch (JsonParseException e) {
            throw new IOException("The check said what is no list of findings", e);
        } finally {
            delete(copy);
        }
    }

    private static void delete(Path copy) throws IOException {
        if (Files.exists(copy)) {
            try (Stream<Path> files = Files.walk(copy)) {
                for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }
}
