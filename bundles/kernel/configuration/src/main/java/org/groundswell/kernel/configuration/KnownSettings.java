package org.groundswell.kernel.configuration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.groundswell.kernel.configuration.Look.Text;
import org.groundswell.kernel.configuration.Look.Unusable;
import org.groundswell.shared.files.PrivateFiles;
import org.groundswell.shared.signing.Sha256;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was good of each file, and what was refused while it was in force, on the disk: a mistake that a running node
 * does not use must not come into force, nor turn into defaults, because the node ends and starts again.
 */
final class KnownSettings {
    private static final Logger LOG = LoggerFactory.getLogger(KnownSettings.class);
    private static final String REFUSED = ".refused";

    private final Path folder;

    KnownSettings(Path folder) {
        this.folder = folder;
    }

    /** The text that was in force last; nothing where there was none, or where it cannot be read. */
    Optional<String> good(String name) {
        return read(name);
    }

    void nowGood(String name, String text) {
        if (!good(name).equals(Optional.of(text))) {
            keep(name, text);
        }
        delete(name + REFUSED);
    }

    void nowRefused(String name, Look look) {
        if (!wasRefused(name, look)) {
            keep(name + REFUSED, fingerprint(look));
        }
    }

    /** Whether a running node has met and refused just this, and went on with what was in force. */
    boolean wasRefused(String name, Look look) {
        return read(name + REFUSED).equals(Optional.of(fingerprint(look)));
    }

    void forget(String name) {
        delete(name);
        delete(name + REFUSED);
    }

    private Optional<String> read(String name) {
        Path file = folder.resolve(name);
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            LOG.error("{} cannot be read: {}", file, e.toString());
            return Optional.empty();
        }
    }

    /** The settings count without it: only a start that finds a mistake would miss it. */
    private void keep(String name, String text) {
        try {
            PrivateFiles.replace(PrivateFiles.folder(folder).resolve(name), text);
        } catch (IOException e) {
            LOG.error("What was good of the settings cannot be kept in {}: {}", folder, e.toString());
        }
    }

    private void delete(String name) {
        try {
            Files.deleteIfExists(folder.resolve(name));
        } catch (IOException e) {
            LOG.error("{} cannot be deleted: {}", folder.resolve(name), e.toString());
        }
    }

    /** Only this: what is refused may be refused because it holds a secret. */
    private static String fingerprint(Look look) {
        String text = switch (look) {
            case Text whole -> whole.text();
            case Unusable unusable -> unusable.problem() + "\n" + unusable.content();
            case Look.Gone gone -> "";
        };
        return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
    }
}
