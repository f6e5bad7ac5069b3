package org.groundswell.kernel.keeper.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.shared.files.PrivateFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what an admin wrote into a file of {@code conf/} before its settings are taken back, which writes it anew. */
final class SettingsFiles {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsFiles.class);
    private static final String ENDING = ".cfg";
    /** Nobody reads settings from files that end like this. */
    private static final String REFUSED = ".refused";

    private final NodeFolder node;

    SettingsFiles(NodeFolder node) {
        this.node = node;
    }

    /**
     * Copies the file as it is, over a copy of before.
     *
     * @return where it is now, below the node's folder; nothing where there is no file
     */
    Optional<String> setAside(String pid) {
        Path file = node.resolve("conf/" + pid + ENDING);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            PrivateFiles.replace(file.resolveSibling(file.getFileName() + REFUSED), Files.readAllBytes(file));
            return Optional.of("conf/" + pid + ENDING + REFUSED);
        } catch (IOException e) {
            LOG.error("What was written into {} could not be set aside: {}", file, e.toString());
            return Optional.empty();
        }
    }
}
