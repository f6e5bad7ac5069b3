package org.groundswell.kernel.configuration;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.api.settings.SettingsReader;
import org.groundswell.kernel.configuration.Look.Gone;
import org.groundswell.kernel.configuration.Look.Text;
import org.groundswell.kernel.configuration.Look.Unusable;
import org.groundswell.kernel.configuration.SettingsCheck.Checked;
import org.groundswell.shared.loops.Loop;
import org.groundswell.shared.settings.SettingsFile;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the files of {@code conf/} into Configuration Admin. A file with a mistake is not used at all: what was in
 * force stays in force, over a restart too, and the mistake is named. Where nothing was in force yet, the component
 * waits until the mistake is mended, unless it is one that watches over others.
 */
@Component(service = {ConfFolder.class, SettingsReader.class}, immediate = true)
public final class ConfFolder implements SettingsReader {
    private static final Logger LOG = LoggerFactory.getLogger(ConfFolder.class);
    private static final Duration TICK = Duration.ofMillis(250);
    /** The folder itself, among the problems of its files. */
    private static final String ALL = "";
    /** What watches over others and is missed by nobody when it is away: its defaults keep more from harm than its absence. */
    private static final Set<String> WATCHES = Set.of("org.groundswell.kernel.health.disk", "org.groundswell.kernel.keeper",
            "org.groundswell.kernel.keeper.care", "org.groundswell.kernel.switchboard");

    private final SettingsFolder folder;
    private final Definitions definitions;
    private final SettingsInForce inForce;
    private final KnownSettings known;
    private final SettingsWriter writer;
    private final Settling settling = new Settling();
    private final Problems problems = new Problems();
    /** What each file showed when it was last taken. */
    private final Map<String, Look> taken = new HashMap<>();
    private final Loop loop = Loop.of("conf");

    @Activate
    public ConfFolder(BundleContext context, @Reference SettingsInForce inForce,
            @Reference MetaTypeService metaTypes) {
        this(NodeFolder.of(context), new Definitions(context, metaTypes), inForce);
        PrivateFolder.close(context);
        // At once: whatever starts later finds its settings and does not have to start twice.
        start(System.nanoTime());
        loop.every(TICK, this::tick);
    }

    ConfFolder(NodeFolder node, Definitions definitions, SettingsInForce inForce) {
        Path path = node.resolve("conf");
        this.folder = new SettingsFolder(path);
        this.definitions = definitions;
        this.inForce = inForce;
        this.known = new KnownSettings(node.resolve("data/conf"));
        this.writer = new SettingsWriter(path, definitions, inForce, known, problems, taken);
    }

    @Deactivate
    void stop() {
        loop.close();
    }

    Problems problems() {
        return problems;
    }

    @Override
    public synchronized boolean isRead(String file) {
        try {
            Look now = folder.look().get(file);
            return now == null || now.equals(taken.get(file));
        } catch (IOException e) {
            LOG.debug("Whether {} was read cannot be told", file, e);
            return false;
        }
    }

    /** What the component says about these settings; nothing where there is none. */
    Optional<ObjectClassDefinition> definition(String type) {
        return definitions.of(type);
    }

    /** What the bundles say of their settings. */
    Definitions definitions() {
        return definitions;
    }

    /**
     * Puts settings in force and into their file, all of them or none.
     *
     * @param values by key, as a file has them; for what is not named the default counts
     * @return why not; empty where all is done
     */
    synchronized List<String> save(String pid, Map<String, String> values, ObjectClassDefinition definition)
            throws IOException {
        return writer.save(pid, values, definition);
    }

    /** @return whether there was a file to take back */
    synchronized boolean reset(String pid) throws IOException {
        return writer.reset(pid);
    }

    /**
     * Takes over a change that was made elsewhere (the console), so that it outlives a restart.
     *
     * @param properties null where somebody has deleted them
     */
    synchronized void keep(String pid, Dictionary<String, Object> properties) {
        writer.keep(pid, properties);
    }

    /** @param nanoTime of now */
    synchronized void start(long nanoTime) {
        try {
            Map<String, Look> found = folder.look();
            // A file that is gone before it is looked at again has been seen, too.
            settling.settled(found, nanoTime);
            found.forEach((name, look) -> takeAlone(name, look, true));
        } catch (IOException | RuntimeException e) {
            unreadable(e);
            problems.unknownSinceStart(ALL);
            definitions.singlePids().forEach(pid -> refuseAtStart(pid + SettingsFile.ENDING, new Gone()));
        }
    }

    private void tick() {
        look(System.nanoTime());
    }

    /** @param nanoTime of now */
    synchronized void look(long nanoTime) {
        try {
            Map<String, Look> now = settling.settled(folder.look(), nanoTime);
            problems.report(ALL, List.of());
            now.forEach((name, look) -> {
                if (!look.equals(taken.get(name))) {
                    takeAlone(name, look, false);
                }
            });
        } catch (IOException | RuntimeException e) {
            unreadable(e);
        }
    }

    private void unreadable(Exception cause) {
        problems.report(ALL, List.of("conf/: the folder cannot be read (" + cause + "): give the user of the node the"
                + " right to, or put the folder back"));
    }

    /** Whatever is wrong with one of them stops no other. */
    private void takeAlone(String name, Look look, boolean atStart) {
        try {
            take(name, look, atStart);
        } catch (RuntimeException e) {
            LOG.error("conf/{} could not be put in force, and is tried again", name, e);
            problems.report(name, List.of("conf/" + name + ": it could not be put in force: " + e));
        }
    }

    private void take(String name, Look look, boolean atStart) {
        switch (look) {
            case Text(String text) -> apply(name, text, atStart);
            case Unusable(String problem, _) -> refuse(name, look, List.of(problem), atStart);
            case Gone gone -> remove(name);
        }
    }

    private void apply(String name, String text, boolean atStart) {
        SettingsFile file = SettingsFile.parse(name, text);
        Optional<ObjectClassDefinition> definition = definitions.of(file.type());
        if (definition.isEmpty()) {
            // Its bundle may come yet; until then it is looked at each time.
            taken.remove(name);
            problems.report(name, List.of("conf/" + name + ": no bundle has settings of this name; the file is not"
                    + " used"));
            return;
        }
        Checked checked = SettingsCheck.check(name, file, definition.get());
        var found = new ArrayList<>(file.problems());
        found.addAll(checked.problems());
        if (found.isEmpty()) {
            inForce.put(file, checked.values());
            taken.put(name, new Text(text));
            known.nowGood(name, text);
            problems.report(name, List.of());
        } else {
            refuse(name, new Text(text), found, atStart);
        }
    }

    private void refuse(String name, Look look, List<String> found, boolean atStart) {
        taken.put(name, look);
        problems.report(name, found);
        if (atStart) {
            refuseAtStart(name, look);
        } else if (!problems.isUnknown(name)) {
            known.nowRefused(name, look);
        }
    }

    /** What was in force when the node ended is in force again: the mistake may be of that time. */
    private void refuseAtStart(String name, Look look) {
        boolean old = known.wasRefused(name, look);
        if (!old) {
            problems.unknownSinceStart(name);
        }
        Optional<String> good = known.good(name);
        if (good.isPresent()) {
            LOG.error("conf/{}: the settings that were good last are in force instead", name);
            SettingsFile file = SettingsFile.parse(name, good.get());
            definitions.of(file.type()).map(known -> SettingsCheck.check(name, file, known))
                    .filter(checked -> checked.problems().isEmpty())
                    .ifPresentOrElse(checked -> inForce.put(file, checked.values()), () -> inForce.hold(file));
        } else if (WATCHES.contains(SettingsFile.parse(name, "").type())) {
            LOG.error("conf/{}: nothing is known of these settings; the defaults are in force until this is mended", name);
        } else if (!old) {
            LOG.error("conf/{}: nothing is known of these settings; what they are for waits until this is mended",
                    name);
            inForce.hold(SettingsFile.parse(name, ""));
        }
    }

    private void remove(String name) {
        taken.remove(name);
        known.forget(name);
        problems.report(name, List.of());
        inForce.remove(SettingsFile.parse(name, ""));
    }
}
