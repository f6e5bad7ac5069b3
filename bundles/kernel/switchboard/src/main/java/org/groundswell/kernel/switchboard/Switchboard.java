package org.groundswell.kernel.switchboard;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.groundswell.kernel.api.ports.Port;
import org.groundswell.kernel.api.ports.PortStatus;
import org.groundswell.kernel.api.ports.Ports;
import org.groundswell.kernel.api.ports.RefusedProvider;
import org.groundswell.shared.loops.Loop;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.bundle.EventHook;
import org.osgi.framework.hooks.service.EventListenerHook;
import org.osgi.framework.hooks.service.FindHook;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
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
public final class Switchboard implements ServiceListener, BundleListener, Ports {
    private static final Logger LOG = LoggerFactory.getLogger(Switchboard.class);
    private static final String MARKED = "(" + Port.PROPERTY + "=*)";

    private final BundleContext context;
    private volatile Limits limits;
    private final StoppingThreads stopping = new StoppingThreads();
    private final Blame blame = new Blame();
    private final ManagedPorts ports = new ManagedPorts(this::port);
    private final Providers providers;
    private final List<ServiceRegistration<?>> hooks;
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
    public Switchboard(BundleContext context, @Reference ServiceComponentRuntime runtime, Config config)
            throws InvalidSyntaxException {
        this.context = context;
        this.providers = new Providers(context, new Scopes(runtime), reference -> ports.of(reference) != null);
        this.limits = Limits.of(config);
        // Not by the component's own services: the framework would ask for the hook while it is being made. And first
        // of all: whoever got hold of a provider that is hidden later would never hear of its end.
        hooks = List.of(context.registerService(EventHook.class, stopping, null), context.registerService(
                new String[] {FindHook.class.getName(), EventListenerHook.class.getName()}, providers, null));
        context.addServiceListener(this, MARKED);
        context.addBundleListener(this);
        ServiceReference<?>[] present = context.getAllServiceReferences(null, MARKED);
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
        ports.all().forEach(ManagedPort::withdraw);
        context.removeServiceListener(this);
        context.removeBundleListener(this);
        loop.close();
        ports.all().forEach(ManagedPort::end);
        hooks.forEach(ServiceRegistration::unregister);
    }

    @Override
    public void serviceChanged(ServiceEvent event) {
        ServiceReference<?> reference = event.getServiceReference();
        switch (event.getType()) {
            case ServiceEvent.REGISTERED -> arrive(reference);
            case ServiceEvent.MODIFIED -> changed(reference);
            case ServiceEvent.UNREGISTERING -> leave(reference);
            // It has lost its mark, and is a service like any other from now on.
            default -> end(reference);
        }
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.UNINSTALLED) {
            endEmptyLines();
        }
    }

    @Override
    public List<PortStatus> list() {
        return ports.all().stream().filter(port -> !port.isWithdrawn()).map(ManagedPort::status).toList();
    }

    @Override
    public List<RefusedProvider> refused() {
        return Stream.concat(providers.refused().stream(),
                ports.all().stream().flatMap(port -> port.refused().stream())).toList();
    }

    @Override
    public boolean isReady(String name) {
        return ports.all().stream().filter(port -> port.name().equals(name)).anyMatch(ManagedPort::isReady);
    }

    private void arrive(ServiceReference<?> reference) {
        Optional<Offer> offer = providers.offer(reference);
        if (offer.isEmpty()) {
            return;
        }
        ports.arrive(offer.get()).forEach(ManagedPort::publish);
        if (reference.getBundle() == null) {
            // It left while it was let in, perhaps before there was anything that could have left.
            leave(reference);
        }
    }

    private void leave(ServiceReference<?> reference) {
        ManagedPort port = ports.leave(reference);
        providers.forget(reference);
        if (port != null) {
            port.leave(reference);
            loop.after(Duration.ofNanos(limits.holdNanos()), this::lookAfter);
        }
    }

    /** It leaves a port that it will not come back to. */
    private void end(ServiceReference<?> reference) {
        ManagedPort port = ports.of(reference);
        leave(reference);
        if (port != null) {
            port.endIfEmpty();
            port.publish();
        }
    }

    private void changed(ServiceReference<?> reference) {
        ManagedPort port = ports.of(reference);
        if (port == null) {
            providers.refuseLateMark(reference);
        } else if (port.name().equals(Offer.port(reference))) {
            port.changed();
            port.publish();
        } else {
            end(reference);
            arrive(reference);
        }
    }

    private void lookAfter() {
        endEmptyLines();
        providers.forgetEnded();
    }

    private void endEmptyLines() {
        for (ManagedPort port : ports.all()) {
            port.endIfEmpty(limits.holdNanos());
            port.publish();
        }
        ports.forgetEnded();
    }

    private ManagedPort port(String name) {
        return new ManagedPort(context, name, new Gate(name, () -> limits, stopping::isCurrent), blame,
                () -> limits.drainNanos());
    }
}
