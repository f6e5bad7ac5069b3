package org.groundswell.pages.publishing;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.pages.api.check.Finding;
import org.groundswell.shared.files.PrivateFiles;
import org.groundswell.shared.programs.ToolProcess;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Has {@code bin/groundswell check} look through the very files that are about to be the site of all nodes. One look at a time.
 * Thread-safe.
 */
@Component(service = PublicationCheck.class)
public final class PublicationCheck {
    /** While many give. */
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int MOST_SAID = 4_000_000;
    private static final int TO_MEND = 1;

    private final Path program;
    private final Path data;
    private final Path copy;
    private final Duration longest;
    private final Lock turn = new ReentrantLock();

    @Activate
    public PublicationCheck(BundleContext context) {
        this(NodeFolder.of(context).resolve("bin/groundswell"), NodeFolder.of(context).data(), LONGEST);
    }

    /**
     * @param program the command
     * @param data    where the node remembers
     */
    PublicationCheck(Path program, Path data, Duration longest) {
        this.program = program;
        this.data = data;
        this.copy = data.resolve("publishing/look");
        this.longest = longest;
    }

    /**
     * What is to be mended in a site of these files.
     *
     * @throws IOException if no look can be had
     */
    List<Finding> look(SortedMap<String, byte[]> files) throws IOException {
        if (!turn.tryLock()) {
            throw new IOException("somebody else is about to publish at this node");
        }
        try {
            // What a kill has left of the last one.
            delete();
            write(files);
            return findings();
        } finally {
            try {
                delete();
            } finally {
                turn.unlock();
            }
        }
    }

    private void write(SortedMap<String, byte[]> files) throws IOException {
        PrivateFiles.folder(copy);
        for (Map.Entry<String, byte[]> each : files.entrySet()) {
            Path file = copy.resolve(each.getKey());
            Files.createDirectories(file.getParent());
            Files.write(file, each.getValue());
        }
    }

    private List<Finding> findings() throws IOException {
        ToolProcess.End end = ToolProcess.run(List.of("env", "GROUNDSWELL_DATA=" + data, program.toString(), "check",
                copy.toString(), "--json"), longest, MOST_SAID);
        int status = end.status().orElseThrow(() -> new IOException("the check took longer than " + longest.toSeconds()
                + " seconds"));
        if (status != 0 && status != TO_MEND) {
            throw new IOException("the check ended with status " + status);
        }
        try {
            List<Finding> found = new Gson().fromJson(end.said(), new TypeToken<List<Finding>>() { });
            return found == null ? List.of() : List.copyOf(found);
        } catch (JsonParseException e) {
            throw new IOException("the check said what is no list of findings", e);
        }
    }

    private void delete() throws IOException {
        if (Files.exists(copy)) {
            try (Stream<Path> files = Files.walk(copy)) {
                for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }
}
