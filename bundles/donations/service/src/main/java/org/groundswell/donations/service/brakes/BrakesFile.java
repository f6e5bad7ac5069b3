package org.groundswell.donations.service.brakes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.groundswell.donations.api.brakes.BrakesState;
import org.groundswell.shared.files.PrivateFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The brakes as this node knew them last, and beside them, in {@code <file>.shared}, what of them all nodes know. The first
 * donors after a start come before the database has answered, and an earlier release knows the first file only. Thread-safe.
 */
final class BrakesFile {
    private static final Logger LOG = LoggerFactory.getLogger(BrakesFile.class);

    private final Path path;
    private final Path shared;
    private volatile BrakesState state;

    /** @param path made when a brake is put on for the first time */
    BrakesFile(Path path) {
        this.path = path;
        this.shared = path.resolveSibling(path.getFileName() + ".shared");
        this.state = read();
    }

    BrakesState state() {
        return state;
    }

    /** What a node that stands alone has put on or taken off; on the disk before it counts. */
    synchronized boolean exchange(BrakesState before, BrakesState next) throws IOException {
        if (!before.equals(state)) {
            return false;
        }
        write(path, BrakesText.of(next));
        state = next;
        return true;
    }

    /** What this node has by itself; empty where the others know it. */
    synchronized Optional<BrakesState> unshared() {
        return text(path).filter(each -> !text(shared).equals(Optional.of(each))).map(_ -> state);
    }

    /** What all nodes have. Where it cannot be kept, it counts nevertheless. */
    synchronized void keep(BrakesState all) {
        // A file that is not there has no brake that the others would have to be told.
        if (state.equals(all) && unshared().isEmpty()) {
            return;
        }
        try {
            String text = BrakesText.of(all);
            write(path, text);
            write(shared, text);
            state = all;
        } catch (IOException e) {
            LOG.warn("Which brakes are on at all nodes cannot be kept for the next start: {}: {}", path, e.toString());
        }
    }

    private BrakesState read() {
        try {
            Optional<BrakesState> read = Files.exists(path) ? BrakesText.read(Files.readString(path), path.toString())
                    : Optional.of(BrakesState.NONE);
            if (read.isPresent()) {
                return read.get();
            }
        } catch (IOException e) {
            LOG.error("Which brakes are on cannot be read, so none is: {}: {}", path, e.toString());
        }
        setAside();
        return BrakesState.NONE;
    }

    private void setAside() {
        try {
            if (Files.isRegularFile(path)) {
                Files.move(path, path.resolveSibling(path.getFileName() + ".unread"), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be set aside: {}", path, e.toString());
        }
    }

    private static Optional<String> text(Path path) {
        try {
            return Files.exists(path) ? Optional.of(Files.readString(path)) : Optional.empty();
        } catch (IOException e) {
            LOG.debug("{} cannot be read", path, e);
            return Optional.empty();
        }
    }

    private static void write(Path path, String text) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        PrivateFiles.replace(path, text);
    }
}
