package org.groundswell.pages.site;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.groundswell.pages.api.editing.TextChange;
import org.groundswell.shared.files.PrivateFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files of the site folder that change together. All of it is written down first, so that a process that is killed between
 * two of the files goes on with the rest when it starts again. For one thread at a time.
 */
final class FolderChange {
    private static final Logger LOG = LoggerFactory.getLogger(FolderChange.class);

    private final Path folder;
    private final Path journal;

    /** @param journal a file where the change is written down while it is made */
    FolderChange(Path folder, Path journal) {
        this.folder = folder;
        this.journal = journal;
    }

    /**
     * A file's part of the change, as it is written down.
     *
     * @param text in Base64; null where the file goes away
     */
    private record Step(String file, String expected, String text) {

        static Step of(TextChange change) {
            byte[] text = change.text();
            return new Step(change.file(), change.expected(), text == null ? null
                    : Base64.getEncoder().encodeToString(text));
        }

        TextChange change() {
            return new TextChange(file, expected, text == null ? null : Base64.getDecoder().decode(text));
        }
    }

    /** @throws IOException if it cannot be written; then the files are as they were */
    void make(List<TextChange> changes) throws IOException {
        Map<String, Path> paths = SiteFolder.paths(folder);
        for (TextChange each : changes) {
            requireInside(path(paths, each.file()));
        }
        PrivateFiles.folder(journal.toAbsolutePath().getParent());
        PrivateFiles.replace(journal, new Gson().toJson(changes.stream().map(Step::of).toList()));
        var before = new ArrayList<Undo>();
        try {
            for (TextChange each : changes) {
                Path path = path(paths, each.file());
                before.add(new Undo(path, bytes(path)));
                write(path, each.text());
            }
        } catch (IOException e) {
            undo(before, e);
            throw e;
        } finally {
            Files.deleteIfExists(journal);
        }
    }

    private record Undo(Path path, byte[] bytes) {
    }

    private static void undo(List<Undo> before, IOException why) {
        for (Undo each : before.reversed()) {
            try {
                write(each.path(), each.bytes());
            } catch (IOException e) {
                why.addSuppressed(e);
            }
        }
    }

    /** At a start: makes the rest of a change that was begun. What somebody has changed since stays as it is. */
    void finish() {
        try {
            if (!Files.exists(journal)) {
                return;
            }
            List<Step> steps = new Gson().fromJson(Files.readString(journal, StandardCharsets.UTF_8),
                    new TypeToken<List<Step>>() { });
            Map<String, Path> paths = SiteFolder.paths(folder);
            for (TextChange each : (steps == null ? List.<Step>of() : steps).stream().map(Step::change).toList()) {
                Path path = path(paths, each.file());
                requireInside(path);
                if (TextChange.digest(bytes(path)).equals(each.expected())) {
                    write(path, each.text());
                }
            }
            Files.deleteIfExists(journal);
            LOG.info("A change of the site folder that was begun is made: {} files", steps == null ? 0 : steps.size());
        } catch (IOException | JsonParseException | IllegalArgumentException e) {
            LOG.error("A change of the site folder was begun and cannot be finished ({}): look at the files of the last"
                    + " publication, then delete {}", e.toString(), journal);
        }
    }

    private Path path(Map<String, Path> paths, String file) {
        return paths.getOrDefault(file, folder.resolve(file));
    }

    /** The folder may be a link, but nothing in it leads out of it. */
    private void requireInside(Path path) throws IOException {
        for (Path each = path; each != null && !each.equals(folder); each = each.getParent()) {
            boolean isThere = Files.exists(each, LinkOption.NOFOLLOW_LINKS);
            boolean isRight = each.equals(path) ? Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS)
                    : Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS);
            if (isThere && !isRight) {
                throw new IOException("site/" + folder.relativize(each) + " is a link or something else that is no "
                        + (each.equals(path) ? "file" : "folder"));
            }
        }
    }

    private static byte[] bytes(Path path) throws IOException {
        return Files.exists(path) ? Files.readAllBytes(path) : null;
    }

    private static void write(Path path, byte[] bytes) throws IOException {
        if (bytes == null) {
            Files.deleteIfExists(path);
        } else {
            Files.createDirectories(path.getParent());
            PrivateFiles.rewrite(path, bytes);
        }
    }
}
