package org.groundswell.kernel.configuration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.groundswell.kernel.configuration.Look.Text;
import org.groundswell.kernel.configuration.SettingsCheck.Checked;
import org.groundswell.shared.files.ByteOrderMark;
import org.groundswell.shared.files.PrivateFiles;
import org.groundswell.shared.settings.SettingsFile;
import org.osgi.service.metatype.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes settings that were changed elsewhere (a form, the console, Configuration Admin) into the files of {@code conf/}. Not
 * thread-safe: {@link ConfFolder}, which reads the same files, lets one in at a time.
 */
final class SettingsWriter {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsWriter.class);
    private static final String NEW_INSTANCE = "# Made in the console\n";

    private final Path path;
    private final Definitions definitions;
    private final SettingsInForce inForce;
    private final KnownSettings known;
    private final Problems problems;
    private final Map<String, Look> taken;

    /** @param taken what each file showed when it was last taken; what is written here is taken at once */
    SettingsWriter(Path path, Definitions definitions, SettingsInForce inForce, KnownSettings known, Problems problems,
            Map<String, Look> taken) {
        this.path = path;
        this.definitions = definitions;
        this.inForce = inForce;
        this.known = known;
        this.problems = problems;
        this.taken = taken;
    }

    /**
     * Puts settings in force and into their file, all of them or none.
     *
     * @param values by key, as a file has them; for what is not named the default counts
     * @return why not; empty where all is done
     */
    List<String> save(String pid, Map<String, String> values, ObjectClassDefinition definition)
            throws IOException {
        Path file = path.resolve(pid + SettingsFile.ENDING);
        String text = Files.exists(file) ? ByteOrderMark.removed(Files.readString(file)) : "";
        List<String> found = SettingsFile.parse(file.getFileName().toString(), text).problems();
        if (found.isEmpty()) {
            found = keep(file, text, values, definition);
        }
        if (found.isEmpty()) {
            problems.report(pid + SettingsFile.ENDING, List.of());
        }
        return found;
    }

    /** @return whether there was a file to take back */
    boolean reset(String pid) throws IOException {
        Path file = path.resolve(pid + SettingsFile.ENDING);
        if (!Files.exists(file)) {
            return false;
        }
        forget(file, ByteOrderMark.removed(Files.readString(file)));
        problems.report(pid + SettingsFile.ENDING, List.of());
        return true;
    }

    /**
     * Takes over a change that was made elsewhere (the console), so that it outlives a restart.
     *
     * @param properties null where somebody has deleted them
     */
    void keep(String pid, Dictionary<String, Object> properties) {
        String name = pid + SettingsFile.ENDING;
        Path file = path.resolve(name);
        try {
            String text = Files.exists(file) ? ByteOrderMark.removed(Files.readString(file)) : "";
            if (!new Text(text).equals(taken.getOrDefault(name, new Text("")))) {
                // Somebody has edited the file since: that is newer than the change we hear of only now.
                return;
            }
            if (properties == null) {
                forget(file, text);
                return;
            }
            Optional<ObjectClassDefinition> definition = definitions.of(SettingsFile.parse(name, text).type());
            if (definition.isPresent()) {
                List<String> found = keep(file, text, SettingsText.of(properties, definition.get()), definition.get());
                if (!found.isEmpty()) {
                    LOG.error("Changed settings are not written to conf/{}: {}", name, String.join("; ", found));
                }
            }
        } catch (IOException e) {
            LOG.error("The settings of {} are changed but could not be written to conf/{}: {}", pid, name,
                    e.getMessage());
        }
    }

    /** @return why not; empty where the file says all of it */
    private List<String> keep(Path file, String text, Map<String, String> values, ObjectClassDefinition definition)
            throws IOException {
        String name = file.getFileName().toString();
        SettingsFile before = SettingsFile.parse(name, text);
        Map<String, String> changed = SettingsText.changed(values, before, inForce.below(before.pid()), definition);
        // One of several instances is there as long as its file is, and that is not empty.
        boolean isNewInstance = !before.pid().equals(before.type()) && !Files.exists(file);
        if (changed.isEmpty() && !isNewInstance) {
            return List.of();
        }
        String rewritten = SettingsFile.rewritten(isNewInstance ? NEW_INSTANCE : text, changed);
        SettingsFile after = SettingsFile.parse(name, rewritten);
        Checked checked = SettingsCheck.check(name, after, definition);
        if (!checked.problems().isEmpty()) {
            return checked.problems();
        }
        PrivateFiles.rewrite(file, rewritten);
        taken.put(name, new Text(rewritten));
        known.nowGood(name, rewritten);
        inForce.put(after, checked.values());
        LOG.info("Wrote the changed settings to conf/{}", name);
        return List.of();
    }

    private void forget(Path file, String text) throws IOException {
        String name = file.getFileName().toString();
        SettingsFile before = SettingsFile.parse(name, text);
        if (Files.exists(file)) {
            LOG.info("The settings of {} were deleted: conf/{} has none any more", before.pid(), name);
        }
        if (Files.exists(file) && before.pid().equals(before.type())) {
            String commented = SettingsFile.commented(text);
            PrivateFiles.rewrite(file, commented);
            taken.put(name, new Text(commented));
            known.nowGood(name, commented);
        } else {
            // One of several instances is there as long as its file is.
            Files.deleteIfExists(file);
            taken.remove(name);
            known.forget(name);
        }
        inForce.remove(before);
    }
}
