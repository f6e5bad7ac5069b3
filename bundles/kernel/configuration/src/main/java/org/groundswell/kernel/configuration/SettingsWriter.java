package org.groundswell.kernel.configuration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Map;
import java.util.Optional;
import org.groundswell.kernel.configuration.Look.Gone;
import org.groundswell.kernel.configuration.Look.Text;
import org.groundswell.kernel.configuration.SettingsCheck.Checked;
import org.groundswell.shared.files.ByteOrderMark;
import org.groundswell.shared.files.PrivateFiles;
import org.osgi.service.metatype.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes changes that were made elsewhere (the console) into the files of {@code conf/}, so that they outlive a restart.
 * One thread at a time.
 */
final class SettingsWriter {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsWriter.class);

    private final Path folder;
    private final Definitions definitions;
    private final SettingsInForce inForce;
    private final KnownSettings known;

    SettingsWriter(Path folder, Definitions definitions, SettingsInForce inForce, KnownSettings known) {
        this.folder = folder;
        this.definitions = definitions;
        this.inForce = inForce;
        this.known = known;
    }

    /**
     * @param properties null where somebody has deleted them
     * @param seen       what the file showed when it was last taken; whoever has edited it since is newer than the change
     * @return what the file shows now; nothing where it was left as it is
     */
    Optional<Look> write(String pid, Dictionary<String, Object> properties, Look seen) throws IOException {
        String name = pid + SettingsFile.ENDING;
        Path file = folder.resolve(name);
        String text = Files.exists(file) ? ByteOrderMark.removed(Files.readString(file)) : "";
        if (!new Text(text).equals(seen)) {
            return Optional.empty();
        }
        SettingsFile before = SettingsFile.parse(name, text);
        if (properties == null) {
            return Optional.of(forget(file, text, before));
        }
        Optional<ObjectClassDefinition> definition = definitions.of(before.type());
        return definition.isPresent() ? keep(file, text, before, properties, definition.get()) : Optional.empty();
    }

    private Optional<Look> keep(Path file, String text, SettingsFile before, Dictionary<String, Object> properties,
            ObjectClassDefinition definition) throws IOException {
        String name = file.getFileName().toString();
        Map<String, String> changed = SettingsText.changed(SettingsText.of(properties, definition), before,
                inForce.below(before.pid()), definition);
        if (changed.isEmpty()) {
            return Optional.empty();
        }
        String rewritten = SettingsFile.rewritten(text, changed);
        SettingsFile after = SettingsFile.parse(name, rewritten);
        Checked checked = SettingsCheck.check(name, after, definition);
        if (!checked.problems().isEmpty()) {
            LOG.error("Changed settings are not written to conf/{}: {}", name, String.join("; ", checked.problems()));
            return Optional.empty();
        }
        PrivateFiles.rewrite(file, rewritten);
        known.nowGood(name, rewritten);
        inForce.put(after, checked.values());
        LOG.info("Wrote the changed settings to conf/{}", name);
        return Optional.of(new Text(rewritten));
    }

    private Look forget(Path file, String text, SettingsFile before) throws IOException {
        String name = file.getFileName().toString();
        if (Files.exists(file)) {
            LOG.info("The settings of {} were deleted: conf/{} has none any more", before.pid(), name);
        }
        Look now;
        if (Files.exists(file) && before.pid().equals(before.type())) {
            String commented = SettingsFile.commented(text);
            PrivateFiles.rewrite(file, commented);
            known.nowGood(name, commented);
            now = new Text(commented);
        } else {
            // One of several instances is there as long as its file is.
            Files.deleteIfExists(file);
            known.forget(name);
            now = new Gone();
        }
        inForce.remove(before);
        return now;
    }
}
