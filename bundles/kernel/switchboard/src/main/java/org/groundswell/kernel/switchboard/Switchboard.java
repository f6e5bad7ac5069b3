package org.groundswell.kernel.switchboard;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.groundswell.kernel.api.Port;
import org.groundswell.kernel.api.PortStatus;
import org.groundswell.kernel.api.Ports;
import org.groundswell.shared.loops.Loop;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
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
import org.osgi.service.component.annotations.Modified;
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
@Component(service = Ports.class, immediate = true, configurationPid = "org.groundswell.kernel.switchboard")
@Designate(ocd = Switchboard.Config.class)
public final class Switchboard implements FindHook, EventListenerHook, ServiceListener, BundleListener, Ports {
    private static final Logger LOG = LoggerFactory.getLogger(Switchboard.class);
    private static final String PROVIDERS = "(" + Port.PROPERTY + "=*)";

    private final BundleContext context;
    private volatile Limits limits;
    private final Map<String, Line> lines = new ConcurrentHashMap<>();
    private final ServiceRegistration<?> hooks;
    private final Map<ServiceReference<?>, Line> provided = new ConcurrentHashMap<>();
    private final Map<ServiceReference<?>, Facade> facades = new ConcurrentHashMap<>();
    private final Loop loop = Loop.of("switchboard");

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
        this.context = context;
        this.limits = Limits.of(config);
        // Not by the component's own services: the framework would ask for the hook while it is being made. And first
        // of all: whoever got hold of a provider that is hidden later would never hear of its end.
        hooks = context.registerService(new String[] {FindHook.class.getName(), EventListenerHook.class.getName()},
                this, null);
        context.addServiceListener(this, PROVIDERS);
        context.addBundleListener(this);
        ServiceReference<?>[] present = context.getAllServiceReferences(null, PROVIDERS);
        for (ServiceReference<?> reference : present == null ? new ServiceReference<?>[0] : present) {
            arrive(reference);
        }
    }

    /** Changed settings count at the next call; a switchboard that is made anew would take every port away first. */
    @Modified
    void change(Config config) {
        try {
            limits = Limits.of(config);
        } catch (IllegalArgumentException e) {
            LOG.error("The changed settings are not used, those before stay in force: {}", e.getMessage());
        }
    }

    /**
     * Consumers lose the stand-ins while we still hear which providers go with them. The hooks go last: whoever saw a
     * provider in between would keep it when it is hidden again.
     */
    @Deactivate
    void stop() {
        lines.values().forEach(Line::withdraw);
        context.removeServiceListener(this);
        context.removeBundleListener(this);
        loop.close();
        lines.values().forEach(Line::end);
        hooks.unregister();
    }

    @Override
    public void serviceChanged(ServiceEvent event) {
        ServiceReference<?> reference = event.getServiceReference();
        switch (event.getType()) {
            case ServiceEvent.REGISTERED -> arrive(reference);
            case ServiceEvent.MODIFIED -> changed(reference);
            case ServiceEvent.UNREGISTERING -> leave(reference);
            default -> LOG.debug("Port provider {} does not match any more", reference);
        }
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.UNINSTALLED) {
            withdrawEmptyLines();
        }
    }

    @Override
    public List<PortStatus> list() {
        return lines.values().stream().filter(line -> !line.isWithdrawn()).map(Line::status).toList();
    }

    @Override
    public boolean isReady(String name) {
        return lines.values().stream().filter(line -> line.name().equals(name)).anyMatch(Line::isReady);
    }

    @Override
    public void find(BundleContext seeker, String type, String filter, boolean all,
            Collection<ServiceReference<?>> references) {
        if (!isOurs(seeker)) {
            references.removeIf(reference -> isHidden(reference, seeker.getBundle()));
        }
    }

    @Override
    public void event(ServiceEvent event, Map<BundleContext, Collection<ListenerInfo>> listeners) {
        if (event.getServiceReference().getProperty(Port.PROPERTY) != null) {
            listeners.keySet().removeIf(listener -> !isOurs(listener)
                    && isHidden(event.getServiceReference(), listener.getBundle()));
        }
    }

    private void arrive(ServiceReference<?> reference) {
        Facade facade = facade(reference);
        Bundle bundle = reference.getBundle();
        if (facade.isEmpty() || bundle == null || provided.containsKey(reference)) {
            return;
        }
        var replaced = new AtomicReference<Line>();
        Line line = lines.compute(reference.getProperty(Port.PROPERTY) + facade.names(), (key, present) -> {
            if (present != null && present.types().equals(facade.interfaces())) {
                return present;
            }
            replaced.set(present);
            return line(reference, facade);
        });
        if (replaced.get() != null) {
            // The api itself was replaced: its consumers start anew, and so does the port.
            replaced.get().withdraw();
        }
        if (provided.putIfAbsent(reference, line) != null) {
            // Found in the registry and told by it at the same time.
            return;
        }
        line.arrive(reference, bundle);
        if (reference.getBundle() == null) {
            // It left while it was let in, perhaps before there was anything that could have left.
            leave(reference);
            line.leave(reference);
        }
    }

    private void leave(ServiceReference<?> reference) {
        Line line = provided.remove(reference);
        facades.remove(reference);
        if (line != null) {
            line.leave(reference);
            loop.after(Duration.ofNanos(limits.holdNanos()), () -> lookAfter(line));
        }
    }

    private void changed(ServiceReference<?> reference) {
        Line line = provided.get(reference);
        if (line != null) {
            line.changed();
        }
    }

    private void lookAfter(Line line) {
        line.withdrawIfEmpty(limits.holdNanos());
        // Whoever looked for a service in the moment of its leaving has had it noted once more.
        facades.keySet().removeIf(reference -> reference.getBundle() == null);
    }

    private void withdrawEmptyLines() {
        lines.values().forEach(line -> line.withdrawIfEmpty(limits.holdNanos()));
    }

    private Line line(ServiceReference<?> reference, Facade facade) {
        String name = String.valueOf(reference.getProperty(Port.PROPERTY));
        var gate = new Gate(name, () -> limits);
        return new Line(context, name, facade.interfaces(), gate, () -> limits.drainNanos());
    }

    private boolean isHidden(ServiceReference<?> reference, Bundle seeker) {
        if (reference.getProperty(Port.PROPERTY) == null) {
            return false;
        }
        Facade facade = facade(reference);
        return !facade.isEmpty() && !(facade.hasClasses() && seeker.equals(reference.getBundle()));
    }

    private Facade facade(ServiceReference<?> reference) {
        Facade known = facades.get(reference);
        if (known == null && reference.getBundle() != null) {
            known = Facade.of(reference);
            facades.put(reference, known);
        }
        return known == null ? Facade.NONE : known;
    }

    private boolean isOurs(BundleContext seeker) {
        return seeker.getBundle().getBundleId() == context.getBundle().getBundleId()
                || seeker.getBundle().getBundleId() == Constants.SYSTEM_BUNDLE_ID;
    }
}
