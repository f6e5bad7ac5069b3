package org.groundswell.kernel.keeper.settings;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.groundswell.kernel.api.keeper.SwapOutcome;
import org.groundswell.kernel.api.keeper.SwapRecord;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.keeper.NodeKeeper;
import org.groundswell.kernel.keeper.Probation;
import org.groundswell.kernel.keeper.history.History;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changed settings restart a component behind its gate, as a new jar does. If it does not come back with them, the
 * settings before are put in force again. The kernel's own settings are out: a keeper that is restarted by a change
 * cannot watch it.
 */
@Component(service = {ConfigurationListener.class, SettingsTrials.class}, immediate = true)
public final class SettingsTrials implements ConfigurationListener {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsTrials.class);
    private static final String KERNEL = "org.groundswell.kernel.";
    private static final Settings NONE = new Settings(null);

    private final BundleContext context;
    private final NodeKeeper keeper;
    private final History history;
    private final ConfigurationAdmin admin;
    private final ServiceComponentRuntime runtime;
    private final SettingsFiles files;
    private final Map<String, Settings> inForce = new ConcurrentHashMap<>();
    /** The last ones with which a component has come back, or that nobody judged. */
    private final Map<String, Settings> good = new ConcurrentHashMap<>();
    /** By PID, until others have proved themselves. */
    private final Map<String, TakenBack> takenBack = new ConcurrentHashMap<>();

    /** What a configuration says; null where there is none. Two are the same only if they are one. */
    private static final class Settings {
        private final Dictionary<String, Object> values;

        Settings(Dictionary<String, Object> values) {
            this.values = values;
        }
    }

    @Activate
    public SettingsTrials(BundleContext context, @Reference NodeKeeper keeper, @Reference History history,
            @Reference ConfigurationAdmin admin, @Reference ServiceComponentRuntime runtime) throws IOException, InvalidSyntaxException {
        this.context = context;
        this.keeper = keeper;
        this.history = history;
        this.admin = admin;
        this.runtime = runtime;
        this.files = new SettingsFiles(NodeFolder.of(context));
        for (Configuration each : Optional.ofNullable(admin.listConfigurations(null)).orElse(new Configuration[0])) {
            inForce.put(each.getPid(), new Settings(each.getProperties()));
        }
        good.putAll(inForce);
    }

    /** Settings that did not stay, and why. */
    record TakenBack(Instant at, String reason) {
    }

    /** Those of this run that nobody has changed with success since, by PID. */
    Map<String, TakenBack> takenBack() {
        return Map.copyOf(takenBack);
    }

    @Override
    public void configurationEvent(ConfigurationEvent event) {
        String pid = event.getPid();
        if (event.getType() == ConfigurationEvent.CM_LOCATION_CHANGED || pid.startsWith(KERNEL)) {
            return;
        }
        try {
            Settings now = event.getType() == ConfigurationEvent.CM_DELETED ? NONE
                    : new Settings(admin.getConfiguration(pid, "?").getProperties());
            Settings before = Optional.ofNullable(inForce.put(pid, now)).orElse(NONE);
            if (before.values == null ? now.values != null : !before.values.equals(now.values)) {
                // What is in force may be on trial itself.
                Settings last = good.getOrDefault(pid, NONE);
                List<Bundle> users = users(event.getFactoryPid() == null ? pid : event.getFactoryPid());
                users.forEach(bundle -> Thread.ofVirtual().name("probation of settings " + pid)
                        .start(() -> judge(pid, last, now, bundle)));
                if (users.isEmpty()) {
                    good.put(pid, now);
                }
            }
        } catch (IOException e) {
            LOG.error("The changed settings of {} cannot be read", pid, e);
        }
    }

    private List<Bundle> users(String pid) {
        return runtime.getComponentDescriptionDTOs().stream()
                .filter(component -> Arrays.asList(component.configurationPid).contains(pid))
                .map(component -> context.getBundle(component.bundle.id)).distinct().toList();
    }

    private void judge(String pid, Settings before, Settings now, Bundle bundle) {
        try {
            watch(pid, before, now, bundle);
        } catch (RuntimeException | Error e) {
            LOG.error("The changed settings of {} could not be watched; they stay", pid, e);
        }
    }

    private void watch(String pid, Settings before, Settings now, Bundle bundle) {
        Probation probation = keeper.probationOfConfigured(bundle);
        String problem = probation.watch(bundle, keeper.probationNanos());
        if (bundle.getState() == Bundle.UNINSTALLED) {
            LOG.debug("{} went, and its settings {} with it", bundle.getSymbolicName(), pid);
        } else if (inForce.get(pid) != now || keeper.swapper().isOnTrial(bundle.getSymbolicName())) {
            // Settings that came later, or a new jar, are judged by themselves.
            if (inForce.get(pid) == now) {
                good.put(pid, now);
            }
            note(bundle, probation, SwapOutcome.INTERRUPTED, pid, "something else happened to the bundle first");
        } else if (problem.isEmpty()) {
            takenBack.remove(pid);
            good.put(pid, now);
            note(bundle, probation, SwapOutcome.CONFIGURED, pid, "");
            keeper.jars().goodAsConfigured(bundle);
        } else {
            String all = problem + files.setAside(pid).map(each -> "; what was written is in " + each).orElse("");
            LOG.error("The changed settings of {} are taken back: {}", pid, all);
            takenBack.put(pid, new TakenBack(Instant.now(), all));
            note(bundle, probation, SwapOutcome.ROLLED_BACK, pid, all);
            putBack(pid, before);
        }
    }

    private void putBack(String pid, Settings before) {
        // First: the event that follows must not find a difference.
        inForce.put(pid, before);
        try {
            Configuration configuration = admin.getConfiguration(pid, "?");
            if (before.values == null) {
                configuration.delete();
            } else {
                configuration.update(before.values);
            }
        } catch (IOException e) {
            LOG.error("The settings of {} could not be taken back", pid, e);
        }
    }

    private void note(Bundle bundle, Probation probation, SwapOutcome outcome, String pid, String reason) {
        String version = bundle.getVersion().toString();
        history.append(new SwapRecord(Instant.now(), "settings " + pid, bundle.getSymbolicName(), version, version, "",
                outcome, reason, probation.heldMillis(), List.of()));
    }
}
