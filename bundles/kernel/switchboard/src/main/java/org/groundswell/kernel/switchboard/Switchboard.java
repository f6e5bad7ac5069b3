package org.groundswell.kernel.switchboard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.groundswell.kernel.api.Port;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.service.EventListenerHook;
import org.osgi.framework.hooks.service.FindHook;
import org.osgi.framework.hooks.service.ListenerHook.ListenerInfo;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hides the providers of ports from everyone else and registers one long-lived stand-in for each port (OSGi Core,
 * section 55, service hooks). Service events are synchronous and {@code UNREGISTERING} comes before the component is
 * deactivated: that is where calls are drained.
 */
@Component(service = Switchboard.class, immediate = true, configurationPid = "org.groundswell.kernel.switchboard")
@Designate(ocd = Switchboard.Config.class)
public final class Switchboard implements FindHook, EventListenerHook, ServiceListener {
    private static final Logger LOG = LoggerFactory.getLogger(Switchboard.class);
    private static final String PROVIDERS = "(" + Port.PROPERTY + "=*)";

    private final BundleContext context;
    private final Config config;
    private final Map<String, Line> lines = new ConcurrentHashMap<>();
    private final ServiceRegistration<?> hooks;
    private final Set<ServiceReference<?>> refused = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("switchboard").daemon().factory());

    /** Settings of the switchboard. */
    @ObjectClassDefinition(name = "Groundswell kernel: switchboard")
    public @interface Config {
        @AttributeDefinition(description = "Milliseconds a call waits for a provider that is being replaced, and after"
                + " which a port without a provider is withdrawn; less than drainMillis", min = "1", max = "600000")
        int holdMillis() default 5000;

        @AttributeDefinition(description = "Milliseconds a provider waits for its last calls before it leaves",
                min = "1", max = "600000")
        int drainMillis() default 10_000;

        @AttributeDefinition(description = "Calls that may wait at one port; more fail at once", min = "0",
                max = "1000000")
        int maxWaiting() default 10_000;
    }

    @Activate
    public Switchboard(BundleContext context, Config config) throws InvalidSyntaxException {
        if (config.holdMillis() >= config.drainMillis()) {
            throw new IllegalArgumentException("holdMillis: expected less than drainMillis (" + config.drainMillis()
                    + "), found " + config.holdMillis());
        }
        this.context = context;
        this.config = config;
        context.addServiceListener(this, PROVIDERS);
        ServiceReference<?>[] present = context.getAllServiceReferences(null, PROVIDERS);
        for (ServiceReference<?> reference : present == null ? new ServiceReference<?>[0] : present) {
            arrive(reference);
        }
        // Not by the component's own services: the framework would ask for the hook while it is being made.
        hooks = context.registerService(new String[] {FindHook.class.getName(), EventListenerHook.class.getName()},
                this, null);
    }

    @Deactivate
    void stop() {
        hooks.unregister();
        context.removeServiceListener(this);
        timer.shutdownNow();
        lines.values().forEach(Line::withdraw);
    }

    @Override
    public void serviceChanged(ServiceEvent event) {
        ServiceReference<?> reference = event.getServiceReference();
        switch (event.getType()) {
            case ServiceEvent.REGISTERED -> arrive(reference);
            case ServiceEvent.MODIFIED -> line(reference).ifPresent(Line::changed);
            case ServiceEvent.UNREGISTERING -> leave(reference);
            default -> LOG.debug("Port provider {} does not match any more", reference);
        }
    }

    @Override
    public void find(BundleContext seeker, String type, String filter, boolean all,
            Collection<ServiceReference<?>> references) {
        if (!isOurs(seeker)) {
            references.removeIf(this::isHidden);
        }
    }

    @Override
    public void event(ServiceEvent event, Map<BundleContext, Collection<ListenerInfo>> listeners) {
        if (isHidden(event.getServiceReference())) {
            listeners.keySet().removeIf(listener -> !isOurs(listener));
        }
    }

    private void arrive(ServiceReference<?> reference) {
        Optional<List<Class<?>>> types = types(reference);
        if (types.isEmpty()) {
            refused.add(reference);
            return;
        }
        lines.compute(key(reference), (key, present) -> {
            if (present != null && !present.types().equals(types.get())) {
                // The api itself was replaced: its consumers start anew, and so does the port.
                present.withdraw();
                return line(reference, types.get());
            }
            return present == null ? line(reference, types.get()) : present;
        }).arrive(reference);
    }

    private void leave(ServiceReference<?> reference) {
        refused.remove(reference);
        line(reference).ifPresent(line -> {
            line.leave(reference);
            long hold = TimeUnit.MILLISECONDS.toNanos(config.holdMillis());
            timer.schedule(() -> line.withdrawIfEmpty(hold), hold, TimeUnit.NANOSECONDS);
        });
    }

    private Line line(ServiceReference<?> reference, List<Class<?>> types) {
        String name = String.valueOf(reference.getProperty(Port.PROPERTY));
        var gate = new Gate(name, TimeUnit.MILLISECONDS.toNanos(config.holdMillis()), config.maxWaiting());
        return new Line(context, name, types, gate, TimeUnit.MILLISECONDS.toNanos(config.drainMillis()));
    }

    private Optional<Line> line(ServiceReference<?> reference) {
        return Optional.ofNullable(lines.get(key(reference)));
    }

    private Optional<List<Class<?>>> types(ServiceReference<?> reference) {
        var types = new ArrayList<Class<?>>();
        for (String name : (String[]) reference.getProperty(Constants.OBJECTCLASS)) {
            try {
                Class<?> type = reference.getBundle().loadClass(name);
                if (!type.isInterface()) {
                    LOG.error("{} marks a port that is registered as the class {}: only interfaces can be switched;"
                            + " it is used without the switchboard", reference.getBundle().getSymbolicName(), name);
                    return Optional.empty();
                }
                types.add(type);
            } catch (ClassNotFoundException e) {
                LOG.error("{} does not see {}, under which it registers a port", reference.getBundle(), name);
                return Optional.empty();
            }
        }
        return Optional.of(types);
    }

    private boolean isHidden(ServiceReference<?> reference) {
        return reference.getProperty(Port.PROPERTY) != null && !refused.contains(reference);
    }

    private boolean isOurs(BundleContext seeker) {
        return seeker.getBundle().getBundleId() == context.getBundle().getBundleId()
                || seeker.getBundle().getBundleId() == Constants.SYSTEM_BUNDLE_ID;
    }

    private static String key(ServiceReference<?> reference) {
        return reference.getProperty(Port.PROPERTY) + Arrays.toString(
                (String[]) reference.getProperty(Constants.OBJECTCLASS));
    }
}
