package org.groundswell.kernel.configuration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.groundswell.kernel.api.Keeper;
import org.groundswell.kernel.api.NodeFolder;
import org.groundswell.kernel.configuration.SettingsCheck.Checked;
import org.groundswell.shared.loops.Loop;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the files of {@code conf/} into Configuration Admin. A file with a mistake is not used at all: what was in
 * force stays in force, and the mistake is named.
 */
@Component(service = ConfFolder.class, immediate = true)
public final class ConfFolder {
    private static final Logger LOG = LoggerFactory.getLogger(ConfFolder.class);
    private static final Duration TICK = Duration.ofMillis(500);

    private final BundleContext context;
    private final ConfigurationAdmin admin;
    private final MetaTypeService metaTypes;
    private final Path folder;
    /** What each file said when it was last looked at. */
    private final Map<String, String> read = new HashMap<>();
    private final Map<String, List<String>> problemsByFile = new TreeMap<>();
    private final Loop loop = Loop.of("conf");

    @Activate
    public ConfFolder(BundleContext context, @Reference ConfigurationAdmin admin,
            @Reference MetaTypeService metaTypes) {
        this.context = context;
        this.admin = admin;
        this.metaTypes = metaTypes;
        this.folder = NodeFolder.of(context).resolve("conf");
        // At once: whatever starts later finds its settings and does not have to start twice.
        tick();
        loop.every(TICK, this::tick);
    }

    @Deactivate
    void stop() {
        loop.close();
    }

    /** What has to be mended in {@code conf/}, one message each. */
    synchronized List<String> problems() {
        return problemsByFile.values().stream().flatMap(List::stream).toList();
    }

    /** Takes over a change that was made elsewhere (the console), so that it outlives a restart. */
    synchronized void keep(String pid, Dictionary<String, Object> properties) {
        if (properties.get(Keeper.FEATURE) != null) {
            // It goes with its feature and must not stay behind in a file.
            return;
        }
        String name = pid + SettingsFile.ENDING;
        Path file = folder.resolve(name);
        try {
            String text = Files.exists(file) ? Files.readString(file) : "";
            if (!text.equals(read.getOrDefault(name, ""))) {
                // Somebody has edited the file since: that is newer than the change we hear of only now.
                return;
            }
            Optional<ObjectClassDefinition> definition = definition(SettingsFile.parse(name, text).type());
            if (definition.isEmpty()) {
                return;
            }
            var values = SettingsText.of(properties, definition.get());
            if (SettingsText.differs(values, SettingsFile.parse(name, text), definition.get())) {
                String rewritten = SettingsFile.rewritten(text, values);
                Files.writeString(file, rewritten);
                read.put(name, rewritten);
                LOG.info("Wrote the changed settings to conf/{}", name);
            }
        } catch (IOException e) {
            LOG.error("The settings of {} are changed but could not be written to conf/{}: {}", pid, name,
                    e.getMessage());
        }
    }

    private synchronized void tick() {
        try {
            Map<String, String> now = files();
            now.forEach((name, text) -> {
                if (!text.equals(read.get(name))) {
                    apply(name, text);
                }
            });
            for (String name : List.copyOf(read.keySet())) {
                if (!now.containsKey(name)) {
                    remove(name);
                }
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("The folder {} cannot be read: {}", folder, e.toString());
        }
    }

    private Map<String, String> files() throws IOException {
        var texts = new TreeMap<String, String>();
        if (!Files.isDirectory(folder)) {
            return texts;
        }
        try (var files = Files.newDirectoryStream(folder, "*" + SettingsFile.ENDING)) {
            for (Path file : files) {
                texts.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return texts;
    }

    private void apply(String name, String text) {
        SettingsFile file = SettingsFile.parse(name, text);
        Optional<ObjectClassDefinition> definition = definition(file.type());
        var found = new ArrayList<>(file.problems());
        Checked checked = definition.map(known -> SettingsCheck.check(name, file, known))
                .orElseGet(() -> new Checked(new Hashtable<>(), List.of("conf/" + name
                        + ": no bundle has settings of this name; the file is not used")));
        found.addAll(checked.problems());
        report(name, found);
        if (definition.isPresent()) {
            read.put(name, text);
        }
        if (found.isEmpty()) {
            update(file, checked.values());
        }
    }

    private void update(SettingsFile file, Dictionary<String, Object> values) {
        try {
            configuration(file).updateIfDifferent(values);
        } catch (IOException e) {
            LOG.error("The settings of {} could not be put in force: {}", file.pid(), e.getMessage());
        }
    }

    private void remove(String name) {
        read.remove(name);
        report(name, List.of());
        try {
            configuration(SettingsFile.parse(name, "")).delete();
            LOG.info("conf/{} is gone: the defaults are in force again", name);
        } catch (IOException e) {
            LOG.error("The settings of conf/{} could not be taken back: {}", name, e.getMessage());
        }
    }

    private Configuration configuration(SettingsFile file) throws IOException {
        return file.pid().equals(file.type()) ? admin.getConfiguration(file.pid(), "?")
                : admin.getFactoryConfiguration(file.type(), file.pid().substring(file.type().length() + 1), "?");
    }

    private Optional<ObjectClassDefinition> definition(String pid) {
        for (Bundle bundle : context.getBundles()) {
            MetaTypeInformation information = metaTypes.getMetaTypeInformation(bundle);
            var pids = new ArrayList<String>();
            if (information != null) {
                Collections.addAll(pids, information.getPids());
                Collections.addAll(pids, information.getFactoryPids());
            }
            if (pids.contains(pid)) {
                return Optional.of(information.getObjectClassDefinition(pid, null));
            }
        }
        return Optional.empty();
    }

    private void report(String name, List<String> found) {
        List<String> before = found.isEmpty() ? problemsByFile.remove(name) : problemsByFile.put(name, found);
        if (!found.isEmpty() && !found.equals(before)) {
            found.forEach(message -> LOG.error("{}", message));
            LOG.error("conf/{} is not used until this is mended", name);
        } else if (found.isEmpty() && before != null) {
            LOG.info("conf/{} has no problems", name);
        }
    }
}
